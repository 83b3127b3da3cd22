package dev.headwater.launcher.graph;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Terminal;
import dev.headwater.sink.export.NothingToExport;
import dev.headwater.sink.export.ProvExport;
import dev.headwater.sink.export.Selection;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        header = "Writes runs with all their lineage to a file, as one PROV-JSON document.",
        description = {
            "The file appears when it is complete. Prints how many runs and statements it holds.",
            "",
            "Example: headwater export --experiment digits --out digits.provenance.json",
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

    @Option(names = "--all", description = "Everything in the graph.")
    private boolean all;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Print one JSON value.")
    private boolean json;

    public ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        int ways = (runs.isEmpty() ? 0 : 1) + (experiment.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1 && spec != null) {
            throw new ParameterException(spec.commandLine(), "say what to export: RUN…, --experiment E, or --all");
        }
        long begin = System.nanoTime();
        ExportProgress progress = new ExportProgress(terminal);
        ProvExport.Summary summary;
        try (Graph graph = connection.graph()) {
            summary = new ProvExport(graph.driver()).export(selection(graph), out, progress);
        } catch (NothingToExport e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (FileSystemException e) {
            // It may name a file of the work in between, which nobody has asked for.
            throw new CommandFailure(out + ": cannot be written: " + Explanation.reason(e), e);
        } finally {
            progress.clear();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", out.toAbsolutePath().normalize().toString());
            result.put("runs", summary.runs());
            result.put("statements", summary.statements());
            result.put("bytes", Files.size(out));
            result.put("seconds", took.toMillis() / 1000.0);
            terminal.out().println(Json.line(result));
        } else {
            terminal.out()
                    .println("wrote " + out + ": " + Figures.count(summary.runs())
                            + (summary.runs() == 1 ? " run, " : " runs, ") + Figures.count(summary.statements())
                            + " statements, " + Figures.count(Files.size(out)) + " bytes, in " + Figures.of(took));
        }
        return 0;
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
