package dev.headwater.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** docs/operations.md, for tests that hold it to the truth. */
final class OperationsGuide {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<String> lines;

    OperationsGuide() {
        try {
            lines = Files.readAllLines(Path.of("..", "docs", "operations.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Option to what is said of its default. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> line.startsWith("| `--"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> options.put(cells[1].strip().replace("`", ""), cells[2]));
        return options;
    }

    /** Names of metrics in its tables. */
    Set<String> metrics() {
        return inFirstCells("headwater_");
    }

    /** Names of headers in its tables. */
    Set<String> headers() {
        return inFirstCells("headwater.");
    }

    /** Arguments of the command that begins a replay. */
    List<String> replay() {
        return lines.stream()
                .filter(line -> line.startsWith("java ") && line.contains("--replay"))
                .map(line -> line.substring(line.indexOf("--replay")))
                .map(arguments -> Arrays.asList(arguments.split(" ", -1)))
                .findFirst()
                .orElseThrow();
    }

    private Set<String> inFirstCells(String prefix) {
        Set<String> names = new TreeSet<>();
        lines.stream()
                .filter(line -> line.startsWith("| `" + prefix))
                .forEach(line ->
                        CODE.matcher(line.split("\\|", -1)[1]).results().forEach(name -> names.add(name.group(1))));
        return names;
    }
}
