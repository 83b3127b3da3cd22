package dev.headwater.benchmarks.prov.guest;

import dev.headwater.sink.document.Compression;
import dev.headwater.sink.document.StoredDocument;
import dev.headwater.sink.prov.DocumentCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Reads a document and writes it, as {@code headwater prov copy} does, again and again. */
public final class Copy {

    private Copy() {}

    /**
     * Prints the seconds that each time takes.
     *
     * @param arguments the file to read, the file to write, and for how many seconds
     */
    public static void main(String[] arguments) throws IOException {
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[2]));
        long now = begun;
        do {
            long before = now;
            DocumentCopy.copy(
                    new StoredDocument(Path.of(arguments[0])), Compression.NONE.create(Path.of(arguments[1])));
            now = System.nanoTime();
            System.out.println((now - before) / 1e9);
        } while (now < end);
    }
}
