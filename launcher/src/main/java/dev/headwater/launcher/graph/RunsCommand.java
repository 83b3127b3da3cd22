package dev.headwater.launcher.graph;

import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Limit;
import dev.headwater.launcher.Table;
import dev.headwater.launcher.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headwater runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lists runs, the youngest first: id, name, experiment, status, start, duration, whether all "
                + "that was logged has arrived, and how many findings there are.",
        description = {"Example: headwater runs --experiment digits", ""})
public final class RunsCommand implements Callable<Integer> {

    private static final String QUERY = """
            MATCH (r:Run) WHERE $experiment = '' OR r.experiment = $experiment
            WITH r ORDER BY r.startTime DESC, r.runId LIMIT $limit
            RETURN r.runId AS runId, r.name AS name, r.experiment AS experiment, r.status AS status,
                   r.startTime AS startTime, r.endTime AS endTime, r.complete AS complete,
                   r.pointsExpected AS pointsExpected, r.pointsReceived AS pointsReceived,
                   COUNT { (a:Anomaly) WHERE a.runId = r.runId } AS findings""";

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Option(names = "--experiment", paramLabel = "NAME", description = "Only runs of this experiment.")
    private String experiment = "";

    @Mixin
    private final Limit limit = new Limit();

    @Option(names = "--json", description = "Print one JSON object per run.")
    private boolean json;

    public RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Record> runs;
        try (Graph graph = connection.graph()) {
            runs = graph.ask(QUERY, Map.of("experiment", experiment, "limit", limit.most()));
        }
        if (json) {
            runs.forEach(run -> terminal.out().println(Json.line(Values.plain(run))));
            return 0;
        }
        if (runs.isEmpty()) {
            terminal.note(experiment.isEmpty() ? "no runs yet" : "no runs in experiment \"" + experiment + "\"");
            return 0;
        }
        Table table =
                new Table("RUN", "NAME", "EXPERIMENT", "STATUS", "START", "TOOK", "POINTS", "COMPLETE", "FINDINGS");
        runs.forEach(run -> table.row(
                run.get("runId").asString(""),
                run.get("name").asString(""),
                run.get("experiment").asString(""),
                run.get("status").asString(""),
                time(run.get("startTime")),
                took(run.get("startTime"), run.get("endTime")),
                run.get("pointsReceived").isNull()
                        ? ""
                        : Figures.count(run.get("pointsReceived").asLong()),
                run.get("complete").isNull() ? "" : run.get("complete").asBoolean() ? "yes" : "no",
                run.get("findings").asLong()));
        terminal.out().print(table.format(terminal.columns()));
        if (limit.isReached(runs.size())) {
            terminal.note("these are the youngest " + runs.size() + "; --limit 0 lists all");
        }
        return 0;
    }

    static String time(Value time) {
        return time.isNull() ? "" : Figures.of(instant(time));
    }

    static String took(Value start, Value end) {
        return start.isNull() || end.isNull() ? "" : Figures.of(Duration.between(instant(start), instant(end)));
    }

    private static Instant instant(Value time) {
        return time.asZonedDateTime().toInstant();
    }
}
