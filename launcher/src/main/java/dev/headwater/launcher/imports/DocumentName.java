package dev.headwater.launcher.imports;

import dev.headwater.prov.Digest;
import dev.headwater.sink.document.StoredDocument;
import java.io.IOException;
import java.io.InputStream;

/** A name that only one document has, however often and wherever it is read, and however it is compressed. */
final class DocumentName {

    private DocumentName() {}

    /** @return {@code document-} and half of the SHA-256 of what it holds */
    static String of(StoredDocument document) throws IOException {
        Digest digest = new Digest();
        try (InputStream in = document.open()) {
            digest.add(in);
        }
        return "document-" + digest.hex().substring(0, 32);
    }
}
