package dev.headwater.launcher.graph;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.replay.Moment;
import dev.headwater.sink.export.Extent;
import dev.headwater.sink.export.NothingToExport;
import dev.headwater.sink.export.ProvExport;
import dev.headwater.sink.export.Selection;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headwater export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Writes runs with all their lineage as PROV-JSON.",
        description = {
            "One run to a file is a flat document. Several are a document with a bundle for each, whose id is the run's record "
                    + "(record:RUN). To a folder each run is a flat document of its own in DIR/runs, what no run says is in "
                    + "DIR/others.json, and DIR/index.json lists them.",
            "A file appears when it is complete. The same graph gives the same bytes. An export into a folder that was "
                    + "interrupted goes on where it stopped when it is started again.",
            "",
            "Example: headwater export --experiment digits --out digits.provenance.json.gz",
            ""
        })
public final class ExportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "Ids, beginnings of ids, or names of runs.")
    private List<String> runs = new ArrayList<>();

    @Option(names = "--experiment", paramLabel = "E", description = "All runs of this experiment.")
    private String experiment = "";

    @Option(names = "--all", description = "Everything in the graph, also what no run says.")
    private boolean all;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Of these only runs of which the graph has a time then or later: of the run or what it started, of what it "
                            + "used or generated, of a finding, of forgetting it. An import or a correction without such a "
                            + "time does not show. TIME as 2026-01-31T12:00:00Z, 2026-01-31 (UTC), or in seconds or milliseconds since 1970.")
    private String since = "";

    @Option(names = "--points", description = "With the values of series, as attribute mlp:points.")
    private boolean points;

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR/",
            required = true,
            description =
                    "The file to write, compressed if it ends in .gz or .zst; a folder if it ends in / or is one.")
    private String out = "";

    @Option(names = "--json", description = "Print one JSON value.")
    private boolean json;

    public ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        int ways = (runs.isEmpty() ? 0 : 1) + (experiment.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw wrong("say what to export: RUN…, --experiment E, or --all");
        }
        Instant begin = since.isEmpty() ? null : time();
        Path target = Path.of(out);
        boolean folder =
                out.endsWith("/") || out.endsWith(target.getFileSystem().getSeparator()) || Files.isDirectory(target);
        long started = System.nanoTime();
        ProvExport.Summary summary;
        try (Graph graph = connection.graph();
                ExportProgress progress = ExportProgress.of(terminal)) {
            Extent extent = new Extent(selection(graph), begin, points);
            ProvExport export = new ProvExport(graph.driver());
            summary = folder ? export.toFolder(extent, target, progress) : export.toFile(extent, target, progress);
        } catch (NothingToExport e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (FileSystemException e) {
            // It may name a file of the work in between, which nobody has asked for.
            throw new CommandFailure(out + ": cannot be written: " + Explanation.reason(e), e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        if (json) {
            terminal.out().println(Json.line(result(target, folder, summary, took)));
        } else {
            terminal.out().println(sentence(target, folder, summary, took));
        }
        return 0;
    }

    private static Map<String, Object> result(Path target, boolean folder, ProvExport.Summary summary, Duration took)
            throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(
                folder ? "folder" : "file", target.toAbsolutePath().normalize().toString());
        result.put("runs", summary.runs());
        result.put("statements", summary.statements());
        if (folder) {
            result.put("written", summary.documents());
            result.put("kept", summary.kept());
        } else {
            result.put("bytes", Files.size(target));
        }
        result.put("seconds", took.toMillis() / 1000.0);
        return result;
    }

    private static String sentence(Path target, boolean folder, ProvExport.Summary summary, Duration took)
            throws IOException {
        return "wrote " + target + ": " + Figures.count(summary.runs()) + (summary.runs() == 1 ? " run, " : " runs, ")
                + Figures.count(summary.statements()) + " statements, "
                + (folder
                        ? Figures.count(summary.documents()) + " documents written and " + Figures.count(summary.kept())
                                + " as they were"
                        : Figures.count(Files.size(target)) + " bytes")
                + ", in " + Figures.of(took);
    }

    private Instant time() {
        OptionalLong millis = Moment.millis(since.strip());
        if (millis.isEmpty()) {
            throw wrong("--since: \"" + since + "\" is not a time: use 2026-01-31T12:00:00Z or 2026-01-31");
        }
        return Instant.ofEpochMilli(millis.getAsLong());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private Selection selection(Graph graph) {
        if (all) {
            return new Selection.All();
        }
        if (!experiment.isEmpty()) {
            return new Selection.Experiment(experiment);
        }
        RunNames names = new RunNames(graph);
        return new Selection.Runs(runs.stream().map(names::find).distinct().toList());
    }
}
