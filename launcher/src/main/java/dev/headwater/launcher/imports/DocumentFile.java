package dev.headwater.launcher.imports;

import dev.headwater.prov.Digest;
import dev.headwater.sink.prov.ProvJsonReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A document in a file, compressed with gzip or not, whatever its name. */
record DocumentFile(Path path) implements ProvJsonReader.Input {

    private static final int BUFFER = 1 << 16;

    @Override
    public InputStream open() throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        } else if (!Files.isRegularFile(path)) {
            throw new IOException("is no file; a document is read more than once");
        }
        InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            file.mark(2);
            boolean zipped = file.read() == 0x1f && file.read() == 0x8b;
            file.reset();
            return zipped ? new GZIPInputStream(file, BUFFER) : file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * A name that only this document has, however often and wherever it is read.
     *
     * @return {@code document-} and half of the SHA-256 of what it holds, uncompressed
     */
    String digestName() throws IOException {
        Digest digest = new Digest();
        try (InputStream in = open()) {
            digest.add(in);
        }
        return "document-" + digest.hex().substring(0, 32);
    }
}
