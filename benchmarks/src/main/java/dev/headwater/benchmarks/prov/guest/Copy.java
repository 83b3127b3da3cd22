package dev.headwater.benchmarks.prov.guest;

import dev.headwater.sink.prov.DocumentCopy;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a document and writes it, as {@code headwater prov copy} does, again and again. */
public final class Copy {

    private Copy() {}

    /**
     * Prints the seconds that each time takes.
     *
     * @param arguments the file to read, the file to write, and how often
     */
    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            long begun = System.nanoTime();
            DocumentCopy.copy(
                    () -> new BufferedInputStream(Files.newInputStream(Path.of(arguments[0]))),
                    new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1]))));
            System.out.println((System.nanoTime() - begun) / 1e9);
        }
    }
}
