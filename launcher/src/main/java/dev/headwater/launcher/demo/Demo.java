package dev.headwater.launcher.demo;

import dev.headwater.agent.Headwater;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Invocation;
import dev.headwater.launcher.Table;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.graph.Graph;
import dev.headwater.launcher.live.LiveTopics;
import dev.headwater.launcher.stack.Addresses;
import dev.headwater.schemas.wire.SchemaSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** The story of the demo: train, watch, ask, take away. */
final class Demo {

    private static final double GOOD_RATE = 0.05;
    private static final double FAR_TOO_HIGH_RATE = 0.8;
    private static final Duration TRAINING_PATIENCE = Duration.ofMinutes(2);
    private static final Duration GRAPH_PATIENCE = Duration.ofSeconds(45);
    private static final long LINE_EVERY_NANOS = 2_000_000_000L;

    private final Terminal terminal;
    private final PrintStream out;
    private final Path root;
    private final Path home;
    private final Path target;
    private final Stopwatch stopwatch = new Stopwatch();
    private volatile @Nullable Training training;

    /** @param target folder for the PROV-JSON document */
    Demo(Terminal terminal, Path root, Path home, Path target) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.root = root;
        this.home = home;
        this.target = target;
    }

    /** @return whether everything was found that should be */
    boolean run(Addresses addresses) throws IOException, InterruptedException {
        stopwatch.lap("starting the stack");
        List<String> missing = new ArrayList<>();
        String a = Headwater.newRunId();
        String b = Headwater.newRunId();
        Path folderA = home.resolve("training/A");
        try (LiveTopics topics = new LiveTopics(addresses.bootstrap(), SchemaSource.of(""), false)) {
            out.println();
            out.println("Training, as Kafka tells it: run A, 30 epochs of mini-batch SGD");
            Training first = Training.start(root, home, addresses, a, "A", folderA, GOOD_RATE, Optional.empty());
            follow(first, topics, 0, missing);
            stopwatch.lap("training run A");
            out.println("Run B goes on from A's last checkpoint with a learning rate "
                    + Math.round(FAR_TOO_HIGH_RATE / GOOD_RATE) + " times as high");
            Training second = Training.start(
                    root,
                    home,
                    addresses,
                    b,
                    "B",
                    home.resolve("training/B"),
                    FAR_TOO_HIGH_RATE,
                    Optional.of(folderA.resolve("epoch-30.checkpoint")));
            follow(second, topics, 1, missing);
            stopwatch.lap("training run B");
        }
        try (Graph graph = Graph.open(addresses.neo4j(), addresses.neo4jUser(), addresses.neo4jPassword())) {
            Lineage lineage = new Lineage(graph, a, b);
            Checks checks = await(lineage);
            stopwatch.lap("until the graph knew it all");
            tell(lineage);
            missing.addAll(checks.missing());
            missing.addAll(new TakeAway(graph, target).write(List.of(a, b), out));
            stopwatch.lap("writing PROV-JSON");
        }
        conclude(missing);
        return missing.isEmpty();
    }

    /** Ends the training that is under way, if any. */
    void stopTraining() {
        Training current = training;
        if (current != null) {
            current.process().destroyForcibly();
        }
    }

    /** How to reach the stack that is left up. */
    void farewell(Addresses addresses) {
        out.println();
        out.println("The stack stays up; end it with: " + Invocation.of("down", "--home", home.toString()));
        out.println("  Bolt             " + addresses.neo4j());
        out.println(
                "    " + Invocation.of("cypher", "--home", home.toString(), "MATCH (r:Run) RETURN r.name, r.status"));
        out.println("  Kafka            " + addresses.bootstrap());
        out.println("    " + Invocation.of("watch", "--home", home.toString(), "--from-start"));
        out.println("  schema registry  " + addresses.registryUrl());
        out.println("    curl " + addresses.registryUrl() + "/subjects");
    }

    private void follow(Training started, LiveTopics topics, int expectedStatus, List<String> missing)
            throws IOException, InterruptedException {
        training = started;
        Curve curve = new Curve(started.runId(), started.name());
        long begin = System.nanoTime();
        long printed = begin;
        while (topics.poll(curve) && !(curve.ended() && !started.process().isAlive())) {
            long now = System.nanoTime();
            if (now - begin > TRAINING_PATIENCE.toNanos()) {
                throw new CommandFailure("run " + started.name() + " has not told Kafka of its end within "
                        + Figures.of(TRAINING_PATIENCE) + "; its last lines:" + System.lineSeparator()
                        + started.lastWords());
            }
            if (terminal.columns() > 0) {
                out.print("\r" + cut(curve.toString()) + "\u001b[K");
                out.flush();
            } else if (now - printed >= LINE_EVERY_NANOS && curve.points() > 0) {
                printed = now;
                out.println(curve);
            }
            if (!started.process().isAlive() && curve.points() == 0 && now - begin > TRAINING_PATIENCE.toNanos() / 4) {
                throw new CommandFailure("run " + started.name() + " has said nothing to Kafka; its last lines:"
                        + System.lineSeparator() + started.lastWords());
            }
        }
        out.println((terminal.columns() > 0 ? "\r" : "") + curve);
        started.process().waitFor(5, TimeUnit.SECONDS);
        int status = started.process().exitValue();
        out.println("  run " + started.name() + " " + started.runId() + " ended with exit status " + status + ", "
                + Figures.count(curve.points()) + " points came through Kafka");
        if (status != expectedStatus) {
            missing.add("exit status " + expectedStatus + " of run " + started.name() + " (it is " + status + "): "
                    + started.lastWords());
        }
        if (curve.points() == 0) {
            missing.add("live metrics of run " + started.name());
        }
    }

    private static Checks await(Lineage lineage) throws InterruptedException {
        long deadline = System.nanoTime() + GRAPH_PATIENCE.toNanos();
        while (true) {
            Checks checks = Checks.of(lineage.runs(), lineage.findings(), lineage.answer());
            if (checks.passed() || System.nanoTime() > deadline) {
                return checks;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }

    private void tell(Lineage lineage) {
        heading("Findings on run B, detected in the stream");
        Table findings = new Table("SEVERITY", "RULE", "STEP", "MESSAGE");
        lineage.findings()
                .forEach(row -> findings.row(
                        row.get("severity").asString(""),
                        row.get("rule").asString(""),
                        row.get("firstStep").asObject(),
                        row.get("message").asString("")));
        out.print(findings.format(terminal.columns()));

        heading("Lineage of run B, asked in Cypher");
        Lineage.QUERY.lines().forEach(line -> out.println("  " + line));
        out.println();
        Table answer = new Table("run", "used", "made_by", "which", "what", "name");
        for (Record row : lineage.answer()) {
            answer.row(
                    row.get("run").asString(""),
                    row.get("used").asString(""),
                    row.get("made_by").asString(""),
                    row.get("which").asString(""),
                    row.get("what").asList(Value::asString).stream().collect(Collectors.joining(" ")),
                    row.get("name").asString(""));
        }
        out.print(answer.format(terminal.columns()));

        heading("Completeness: what the runs say they sent, and what arrived");
        Table runs =
                new Table("RUN", "STATUS", "POINTS SENT", "RECEIVED", "EVENTS SENT", "RECEIVED", "COMPLETE", "ERROR");
        lineage.runs()
                .forEach(run -> runs.row(
                        run.get("name").asString(""),
                        run.get("status").asString(""),
                        Figures.count(run.get("pointsExpected").asLong(0)),
                        Figures.count(run.get("pointsReceived").asLong(0)),
                        Figures.count(run.get("eventsExpected").asLong(0)),
                        Figures.count(run.get("eventsReceived").asLong(0)),
                        run.get("complete").asBoolean(false) ? "yes" : "no",
                        run.get("errorMessage").asString("")));
        out.print(runs.format(terminal.columns()));
    }

    private void conclude(List<String> missing) {
        heading("Time");
        stopwatch.parts().forEach((part, took) -> out.printf("  %-28s %8s%n", part, Figures.of(took)));
        out.printf("  %-28s %8s%n", "all", Figures.of(stopwatch.total()));
        if (missing.isEmpty()) {
            heading("All found. What to try next");
            out.println("  " + Invocation.command()
                    + " demo --keep             the same, and the stack stays up to be asked");
            out.println("  " + Invocation.command()
                    + " up                      a stack that stays, with its data in ~/.headwater");
            out.println("  " + Invocation.command() + " run -- python train.py  your own training as a run, unchanged");
        } else {
            heading("Not found");
            missing.forEach(what -> out.println("  " + what));
        }
    }

    private void heading(String text) {
        out.println();
        out.println(text);
    }

    private String cut(String line) {
        return line.length() < terminal.columns() ? line : line.substring(0, terminal.columns() - 1);
    }
}
