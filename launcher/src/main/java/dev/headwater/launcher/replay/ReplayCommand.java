package dev.headwater.launcher.replay;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.WhenFull;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.Version;
import dev.headwater.launcher.stack.KafkaState;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headwater replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Publishes logs that exist as runs: one CSV file, or all that a manifest names.",
        description = {
            "Each column whose cells are numbers becomes a metric; ctx/name has the context ctx. Blank "
                    + "cells are no points; nan, inf and -inf are. Columns of text are left out, with a warning. "
                    + "Prints how many runs and points Kafka has confirmed. A file with a bad line is named and not "
                    + "published; the others are.",
            "",
            "Times: numbers below 100,000,000,000 are seconds since 1970, larger ones milliseconds; else "
                    + "ISO-8601, such as 2026-01-31T12:00:00Z or 2026-01-31 12:00:00 (UTC where no zone is given). "
                    + "Without --time, now.",
            "",
            "A manifest has one JSON object per line with the keys csv and step, and where wanted time, "
                    + "params (object or path), experiment, name, status, tags (object). Relative paths start from "
                    + "the manifest's folder.",
            "",
            "Example: headwater replay --csv log.csv --step step --experiment old --name first-try",
            ""
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final int REFUSALS = 3;

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--csv", paramLabel = "FILE", description = "The log: CSV with a header line.")
    private @Nullable Path csv;

    @Option(names = "--step", paramLabel = "COLUMN", description = "Column of the step, a whole number.")
    private String step = "";

    @Option(names = "--time", paramLabel = "COLUMN", description = "Column of the time.")
    private String time = "";

    @Option(names = "--params", paramLabel = "FILE.json", description = "Parameters: a file with one JSON object.")
    private @Nullable Path params;

    @Option(names = "--experiment", paramLabel = "E", description = "Experiment of the run. Default: default.")
    private String experiment = "";

    @Option(names = "--name", paramLabel = "N", description = "Name of the run.")
    private String name = "";

    @Option(names = "--status", paramLabel = "S", description = "How it ended: FINISHED (default), FAILED or KILLED.")
    private String status = "";

    @Option(names = "--tag", paramLabel = "K=V", description = "A tag of the run; may be repeated.")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(names = "--manifest", paramLabel = "FILE.jsonl", description = "Many runs: one JSON object per line.")
    private @Nullable Path manifest;

    @Option(names = "--json", description = "Print the summary as one JSON value.")
    private boolean json;

    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        checkOptions();
        String bootstrap = connection.bootstrap();
        KafkaState.ask(bootstrap).whyNot().ifPresent(why -> {
            throw new CommandFailure("Kafka at " + bootstrap + " " + why);
        });
        CollectorOptions options = CollectorOptions.builder(Map.of())
                .bootstrap(bootstrap)
                .registryUrl(connection.registryUrl())
                .home(connection.home())
                .whenFull(WhenFull.WAIT)
                .name("headwater-replay")
                .version(Version.text())
                .build();
        long begin = System.nanoTime();
        int failed = 0;
        int runs = 0;
        long points = 0;
        try (Collector collector = Collector.open(options);
                ReplayProgress progress = ReplayProgress.of(terminal)) {
            Replay replay = new Replay(collector, progress::warn, progress::points);
            if (manifest == null) {
                points = replay.publish(plan());
                runs = 1;
            } else {
                Manifest all = Manifest.read(manifest);
                progress.expect(all.lines().size());
                for (Manifest.Line line : all.lines()) {
                    try {
                        points += replay.publish(all.plan(line));
                        runs++;
                    } catch (CommandFailure | UncheckedIOException e) {
                        failed++;
                        progress.error(manifest + ":" + line.number() + ": " + Explanation.of(e));
                    }
                    progress.run();
                }
            }
            progress.waiting();
            awaitBroker(collector, bootstrap);
        }
        summary(runs, points, failed, Duration.ofNanos(System.nanoTime() - begin));
        return failed == 0 ? 0 : 1;
    }

    private void checkOptions() {
        if ((csv == null) == (manifest == null)) {
            throw usage("give either --csv FILE --step COLUMN, or --manifest FILE.jsonl");
        }
        if (csv != null && step.isEmpty()) {
            throw usage("--csv needs --step COLUMN, the column that holds the step");
        }
        if (manifest != null && describesRun()) {
            throw usage("with --manifest, everything about a run is said in its line of the manifest");
        }
        try {
            ReplayPlan.status(status);
        } catch (CommandFailure e) {
            throw usage("--" + e.getMessage());
        }
    }

    private boolean describesRun() {
        return params != null
                || !tags.isEmpty()
                || Stream.of(step, time, experiment, name, status).anyMatch(text -> !text.isEmpty());
    }

    private ReplayPlan plan() {
        if (csv == null) {
            throw new IllegalStateException("options are not checked");
        }
        return new ReplayPlan(
                csv,
                step,
                time,
                params == null ? Map.of() : ReplayPlan.readParams(params),
                experiment,
                name,
                ReplayPlan.status(status),
                tags);
    }

    /** Waits as long as Kafka goes on to answer. */
    private void awaitBroker(Collector collector, String bootstrap) {
        int refusals = 0;
        while (!collector.drain(Duration.ofSeconds(10))) {
            refusals = KafkaState.ask(bootstrap).whyNot().isPresent() ? refusals + 1 : 0;
            if (refusals == REFUSALS) {
                throw new CommandFailure(
                        "Kafka at " + bootstrap + " has stopped answering; what it has not confirmed waits in "
                                + connection.home().resolve("journal") + " and is sent when Headwater runs again");
            }
        }
    }

    private void summary(int runs, long points, int failed, Duration took) {
        double seconds = took.toNanos() / 1e9;
        long rate = Math.round(points / seconds);
        if (json) {
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("runs", runs);
            summary.put("points", points);
            summary.put("failed", failed);
            summary.put("seconds", Math.round(seconds * 1000) / 1000.0);
            summary.put("pointsPerSecond", rate);
            terminal.out().println(Json.line(summary));
        } else {
            terminal.out()
                    .println("replayed " + Figures.count(runs) + (runs == 1 ? " run, " : " runs, ")
                            + Figures.count(points) + " points in " + Figures.of(took) + ", " + Figures.count(rate)
                            + " points/s" + (failed == 0 ? "" : "; " + Figures.count(failed) + " failed, named above"));
        }
    }

    private ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
