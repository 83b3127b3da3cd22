package dev.headwater.sink.export;

import dev.headwater.prov.Digest;
import java.io.IOException;
import java.nio.file.Path;

/** SHA-256. */
final class Digests {

    private Digests() {}

    /** In 64 hexadecimal digits. */
    static String of(Path file) throws IOException {
        return Digest.of(file);
    }

    /** The first half of it, in 32 hexadecimal digits. */
    static String of(String text) {
        return Digest.of(text).substring(0, 32);
    }
}
