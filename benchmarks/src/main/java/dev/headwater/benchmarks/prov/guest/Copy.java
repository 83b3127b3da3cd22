package dev.headwater.benchmarks.prov.guest;

import dev.headwater.sink.prov.DocumentCopy;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a document and writes it, as {@code headwater prov copy} does. */
public final class Copy {

    private Copy() {}

    /** @param arguments the file to read, the file to write */
    public static void main(String[] arguments) throws IOException {
        DocumentCopy.copy(
                () -> new BufferedInputStream(Files.newInputStream(Path.of(arguments[0]))),
                new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1]))));
    }
}
