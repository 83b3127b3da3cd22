package dev.headwater.agent.hardware;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that looks like {@code /proc} or {@code /sys} as far as a test needs it. */
final class FakeFiles {

    private final Path root;

    FakeFiles(Path root) {
        this.root = root;
    }

    FakeFiles write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    FakeFiles directory(String name) {
        try {
            Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An executable script of the shell. */
    Path program(String name, String script) {
        write(name, "#!/bin/sh\n" + script);
        Path program = root.resolve(name);
        if (!program.toFile().setExecutable(true)) {
            throw new IllegalStateException(program + " cannot be made executable");
        }
        return program;
    }

    Path root() {
        return root;
    }
}
