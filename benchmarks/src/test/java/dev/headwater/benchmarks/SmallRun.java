package dev.headwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** The benchmarks of a part, run as on the command line, but small: no time is judged. */
public final class SmallRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SmallRun() {}

    /**
     * Runs rows of a part, all when none is named.
     *
     * @return the lines of standard output
     */
    public static List<JsonNode> of(String part, Path folder, String... rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine line = new CommandLine(new BenchmarksMain(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
        List<String> words = new ArrayList<>(List.of(part, "--small", "--folder", folder.toString()));
        words.addAll(List.of(rows));
        int status = line.execute(words.toArray(String[]::new));
        assertThat(status)
                .as(String.format(Locale.ROOT, "%s%n%s", out.toString(StandardCharsets.UTF_8), err))
                .isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String text : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            if (!text.isEmpty()) {
                lines.add(JSON.readTree(text));
            }
        }
        return lines;
    }
}
