package dev.headwater.launcher.run;

import dev.headwater.agent.Run;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.TypedText;
import dev.headwater.launcher.run.files.OutputWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a person says about a run that is a process. */
public final class RecordOptions {

    @Option(
            order = 1,
            names = "--experiment",
            paramLabel = "E",
            description = "Experiment. Default: $$HEADWATER_EXPERIMENT.")
    private @Nullable String experiment;

    @Option(order = 2, names = "--name", paramLabel = "N", description = "Name of the run. Default: $$HEADWATER_NAME.")
    private @Nullable String name;

    @Option(
            order = 3,
            names = "--param",
            paramLabel = "K=V",
            description = "A parameter; numbers and booleans keep their type.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(order = 4, names = "--tag", paramLabel = "K=V", description = "A tag.")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(
            order = 5,
            names = "--input",
            paramLabel = "[ROLE:]PATH",
            description = "A file or directory that it reads.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            order = 6,
            names = "--output",
            paramLabel = "[ROLE:]PATH",
            description =
                    "What it writes: a file, a pattern in quotes such as 'ckpt/*.pt' or '**/*.pt', or a directory, "
                            + "each file in which is one. Recorded when it is complete, and again when it is written anew.")
    private List<String> outputs = new ArrayList<>();

    public @Nullable String experiment() {
        return experiment;
    }

    /** Empty when nobody has said one. */
    public String name() {
        return name == null ? environment("HEADWATER_NAME") : name;
    }

    /** Null when no option says one. */
    @Nullable
    String nameOption() {
        return name;
    }

    /** Says parameters and tags. */
    public void describe(Run run) {
        params.forEach((key, value) -> run.param(key, TypedText.of(value)));
        run.tags(tags);
    }

    /**
     * What it reads.
     *
     * @param directory that relative paths are relative to
     * @param consequence what is not done when one cannot be read
     * @throws CommandFailure when one cannot be read
     */
    public List<NamedFile> inputs(Path directory, String consequence) {
        List<NamedFile> read =
                inputs.stream().map(text -> NamedFile.of(text, directory)).toList();
        for (NamedFile input : read) {
            if (!Files.isReadable(input.path())) {
                throw new CommandFailure("--input " + input.path() + ": no such file, or not readable; " + consequence);
            }
        }
        return read;
    }

    /**
     * A watch on what it writes; notes what is there now.
     *
     * @param directory that relative paths are relative to
     * @throws CommandFailure when one is neither a path nor a pattern
     */
    public OutputWatch watch(Path directory) {
        for (String output : outputs) {
            if (output.isBlank()) {
                throw new CommandFailure("--output is empty: name a file, a directory or a pattern");
            }
        }
        try {
            return OutputWatch.before(
                    outputs.stream()
                            .map(text -> NamedFile.split(text, directory))
                            .toList(),
                    directory);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--output: " + e.getMessage(), e);
        }
    }

    /** What a variable says; empty when it is not set. */
    public static String environment(String variable) {
        return System.getenv().getOrDefault(variable, "").strip();
    }
}
