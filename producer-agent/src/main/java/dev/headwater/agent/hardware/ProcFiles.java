package dev.headwater.agent.hardware;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads files of {@code /proc}; what is not there is empty, so that other systems simply have fewer samples. */
final class ProcFiles {

    private final Path root;

    ProcFiles(Path root) {
        this.root = root;
    }

    List<String> lines(String name) {
        try {
            return Files.readAllLines(root.resolve(name), StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    /** The number behind {@code Key:}, in bytes when the line says kB; -1 when there is none. */
    static long number(List<String> lines, String key) {
        for (String line : lines) {
            if (line.startsWith(key + ":")) {
                String digits = line.replaceAll("\\D", "");
                return digits.isEmpty() ? -1 : Long.parseLong(digits) * (line.endsWith("kB") ? 1024 : 1);
            }
        }
        return -1;
    }
}
