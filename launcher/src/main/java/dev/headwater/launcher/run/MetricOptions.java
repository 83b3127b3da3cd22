package dev.headwater.launcher.run;

import dev.headwater.launcher.run.text.MetricFormat;
import dev.headwater.launcher.run.text.MetricPattern;
import dev.headwater.launcher.run.text.TextMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which output of a command is read for metrics, and how. */
final class MetricOptions {

    @Option(
            order = 10,
            names = "--metrics-from",
            paramLabel = "stdout|stderr|FILE",
            description =
                    "Read metrics out of what the command prints, or out of a log file as it grows. It then writes "
                            + "to a pipe instead of the terminal; $$PYTHONUNBUFFERED is set to 1 unless it is set. May be given "
                            + "more than once.")
    private List<String> sources = new ArrayList<>();

    @Option(
            order = 11,
            names = "--metrics-format",
            paramLabel = "json|keyvalue|auto",
            description =
                    "How it writes them: a JSON object a line, name=number or name: number anywhere in a line, or "
                            + "either. Default: auto, unless there is a --metric-pattern.")
    private @Nullable MetricFormat format;

    @Option(
            order = 12,
            names = "--metric-pattern",
            paramLabel = "REGEX",
            description = "A regular expression whose named groups are metrics; the groups step and epoch say where. "
                    + "May be given more than once.")
    private List<String> patterns = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** What is to be read; empty for nothing. */
    List<String> sources() {
        return sources.stream().distinct().toList();
    }

    /**
     * What reads it; empty when nothing is to be read.
     *
     * @throws ParameterException when a pattern finds no metrics, or there is nothing to use it on
     */
    Optional<TextMetrics> metrics() {
        if (sources.isEmpty()) {
            if (format != null || !patterns.isEmpty()) {
                throw usage((format == null ? "--metric-pattern" : "--metrics-format")
                        + ": say where the metrics are, as in --metrics-from stdout");
            }
            return Optional.empty();
        }
        for (String source : sources) {
            if (source.isBlank() || Files.isDirectory(Path.of(source))) {
                throw usage("--metrics-from: \"" + source + "\" is neither stdout nor stderr nor a file");
            }
            boolean stream = source.equals("stdout") || source.equals("stderr");
            if (!stream && Files.exists(Path.of(source)) && !Files.isRegularFile(Path.of(source))) {
                throw usage("--metrics-from: \"" + source + "\" is a pipe or a device, which has no end to read from:"
                        + " name a log file, or stdout or stderr");
            }
        }
        List<MetricPattern> compiled = patterns.stream().map(this::compile).toList();
        List<MetricFormat> formats =
                format != null ? List.of(format) : compiled.isEmpty() ? List.of(MetricFormat.AUTO) : List.of();
        return Optional.of(new TextMetrics(compiled, formats));
    }

    private MetricPattern compile(String pattern) {
        try {
            return MetricPattern.of(pattern);
        } catch (IllegalArgumentException e) {
            throw usage("--metric-pattern: \"" + pattern + "\": " + e.getMessage());
        }
    }

    private RuntimeException usage(String message) {
        return command == null
                ? new IllegalArgumentException(message)
                : new ParameterException(command.commandLine(), message);
    }
}
