package dev.headwater.benchmarks;

import dev.headwater.benchmarks.agent.AgentBenchmarks;
import dev.headwater.benchmarks.detect.DetectBenchmarks;
import dev.headwater.benchmarks.export.ExportBenchmarks;
import dev.headwater.benchmarks.graph.GraphBenchmarks;
import dev.headwater.benchmarks.processor.ProcessorBenchmarks;
import dev.headwater.benchmarks.prov.ProvBenchmarks;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Entry point: measures the figures of a part of Headwater and prints one line of JSON for each. */
@Command(
        name = "benchmarks/run",
        description = "Measures what Headwater promises and prints each figure as a line of JSON, on standard output.",
        footer = {
            "",
            "Figures of the agent: log threads latency shipping size training footprint.",
            "Figures of the processor: throughput latency open-runs.",
            "Figures of the detectors, on public data: false-alarms outcomes held-out faults nab.",
            "Figures of PROV-JSON: codec readers.",
            "Figures of the graph: sink grown ancestors.",
            "Figures of exports from the graph: everything.",
            "Checks of the measuring itself: nab-scorer.",
            "Exit status: 0 all targets met, 1 a target missed or something broken, 2 used wrongly."
        })
public final class BenchmarksMain implements Callable<Integer> {

    /** What can be measured: a part of Headwater is a line here, a figure of it one in the list of the part. */
    private static final Map<String, List<Benchmark>> PARTS = new TreeMap<>(Map.of(
            "agent", AgentBenchmarks.all(),
            "processor", ProcessorBenchmarks.all(),
            "detect", DetectBenchmarks.all(),
            "prov", ProvBenchmarks.all(),
            "graph", GraphBenchmarks.all(),
            "export", ExportBenchmarks.all(),
            "check", DetectBenchmarks.checks()));

    @Parameters(
            index = "0",
            paramLabel = "PART",
            description = "what to measure: agent, processor, detect, prov, graph, export, check")
    private String part = "";

    @Parameters(index = "1..*", paramLabel = "FIGURE", description = "only these rows; all when none is named")
    private List<String> rows = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    private boolean help;

    @Option(names = "--small", description = "run just long enough to see that it works; the figures mean nothing")
    private boolean small;

    @Option(names = "--root", hidden = true)
    private Path root = Path.of(System.getProperty("headwater.root", ""));

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "where broker and journals keep their files meanwhile")
    private @Nullable Path folder;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:HEADWATER_DATA}",
            description = "public data sets, each in a folder of its own (default: HEADWATER_DATA)")
    private @Nullable Path data;

    private final PrintStream out;
    private final PrintStream err;

    /** @param out for figures; {@code err} for people */
    public BenchmarksMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchmarksMain(System.out, System.err)).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Benchmark> known = PARTS.getOrDefault(part, List.of());
        List<Benchmark> wanted = known.stream()
                .filter(benchmark -> rows.isEmpty() || rows.contains(benchmark.name()))
                .toList();
        if (wanted.size() < Math.max(1, rows.size())) {
            err.println("benchmarks/run: " + part + " " + String.join(" ", rows) + ": there is");
            PARTS.forEach((each, all) -> err.println("  " + each + " with "
                    + String.join(" ", all.stream().map(Benchmark::name).toList())));
            return 2;
        }
        boolean met = true;
        Path scratch = folder == null
                ? Files.createTempDirectory("headwater-benchmarks-")
                : Files.createTempDirectory(Files.createDirectories(folder), "run-");
        try (Stage stage = new Stage(root, scratch, data, small)) {
            for (Benchmark benchmark : wanted) {
                met &= measure(benchmark, stage);
            }
        } catch (FileNotFoundException e) {
            err.println("benchmarks/run: " + e.getMessage());
            return 2;
        } finally {
            remove(scratch);
        }
        return met ? 0 : 1;
    }

    private boolean measure(Benchmark benchmark, Stage stage) throws Exception {
        err.println(benchmark.name() + ": " + benchmark.purpose());
        Conditions conditions = Conditions.begin();
        List<Figure> figures = benchmark.measure(stage);
        Map<String, Object> described = conditions.describe();
        for (Figure figure : figures) {
            out.println(figure.json(described));
            out.flush();
        }
        return small || figures.stream().allMatch(Figure::met);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
