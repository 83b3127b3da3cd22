package dev.headwater.agent.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where facts about machine and process are read: a file tree and environment variables.
 *
 * @param root of the file tree; {@code /}, but in tests
 * @param environment variables of the process that the run is
 */
public record Machine(Path root, Map<String, String> environment) {

    private static final int LARGEST_FILE = 1 << 20;

    public Machine {
        environment = Map.copyOf(environment);
    }

    /** This machine. */
    public static Machine local(Map<String, String> environment) {
        return new Machine(Path.of("/"), environment);
    }

    Path path(String below) {
        return root.resolve(below.startsWith("/") ? below.substring(1) : below);
    }

    /** The text of a file, trimmed, up to a megabyte; empty where there is none. */
    Optional<String> text(String file) {
        try {
            Path path = path(file);
            return Files.isRegularFile(path) ? read(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            String text = new String(stream.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException | RuntimeException e) {
            // Not Linux, or not allowed: the fact is left out.
            return Optional.empty();
        }
    }

    /** Whether there is such a directory; none that the locale of this process has no name for. */
    boolean isDirectory(String path) {
        try {
            return Files.isDirectory(path(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    List<String> lines(String file) {
        return text(file).stream().flatMap(String::lines).toList();
    }

    /** The values of lines such as {@code model name : x}, without quotes. */
    Stream<String> values(String file, String key) {
        return values(file, key, ':');
    }

    /** The values of lines of key, separator and value, without quotes. */
    Stream<String> values(String file, String key, char separator) {
        return lines(file).stream().flatMap(line -> {
            int end = line.indexOf(separator);
            return end > 0 && line.substring(0, end).strip().equals(key)
                    ? Stream.of(line.substring(end + 1).strip().replace("\"", ""))
                    : Stream.empty();
        });
    }

    /** An environment variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
