package dev.headwater.agent.capture;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds programs as the operating system would for a process with this environment and working directory. */
record Programs(Map<String, String> environment, Path directory) {

    private static final int FIRST_LINES = 512;
    private static final Pattern PYTHON_PATH = Pattern.compile("(/[^\\s\"']*/python[0-9.]*)[\"'\\s]");
    private static final Pattern PYTHON_NAME = Pattern.compile("^#!\\s*\\S*/env\\s+(?:-S\\s+)?(python[0-9.]*)\\s");

    /** The file that is executed for the first word of a command line. */
    Optional<Path> find(String word) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if (word.indexOf('/') >= 0) {
            return below(directory, word).filter(Files::isExecutable);
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .flatMap(entry -> below(directory, entry).stream())
                .flatMap(entry -> below(entry, word).stream())
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    /** Empty where the locale of this process has no such path. */
    private static Optional<Path> below(Path directory, String word) {
        try {
            return Optional.of(directory.resolve(word));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The Python interpreter that a script names in its first lines, as torchrun and other installed scripts do. */
    Optional<Path> pythonOf(Path script) {
        try (InputStream stream = Files.newInputStream(script)) {
            String head = new String(stream.readNBytes(FIRST_LINES), StandardCharsets.ISO_8859_1) + "\n";
            if (!head.startsWith("#!")) {
                return Optional.empty();
            }
            Matcher named = PYTHON_NAME.matcher(head);
            if (named.find()) {
                return find(named.group(1));
            }
            Matcher path = PYTHON_PATH.matcher(head.lines().limit(3).reduce("", (a, b) -> a + b + "\n"));
            return path.find() ? find(path.group(1)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
