package dev.headwater.launcher.graph;

import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Limit;
import dev.headwater.launcher.Table;
import dev.headwater.launcher.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.neo4j.driver.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headwater anomalies}. */
@Command(
        name = "anomalies",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lists findings, the youngest first: severity, rule, run, steps, and what happened.",
        description = {"Example: headwater anomalies 20260131-120000-abcd2345", ""})
public final class AnomaliesCommand implements Callable<Integer> {

    static final String QUERY = """
            MATCH (a:Anomaly) WHERE $runId = '' OR a.runId = $runId
            OPTIONAL MATCH (r:Run {id: $prefix + a.runId})
            RETURN a.id AS id, a.runId AS runId, r.name AS name, a.rule AS rule, a.ruleVersion AS ruleVersion,
                   a.severity AS severity, a.state AS state, a.firstStep AS firstStep, a.lastStep AS lastStep,
                   a.detectedAt AS detectedAt, a.score AS score, a.expected AS expected, a.message AS message
            ORDER BY a.detectedAt DESC, a.id LIMIT $limit""";

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Id, beginning of the id, or name of a run.")
    private String run = "";

    @Mixin
    private final Limit limit = new Limit();

    @Option(names = "--json", description = "Print one JSON object per finding.")
    private boolean json;

    public AnomaliesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Record> findings;
        try (Graph graph = connection.graph()) {
            String runId = run.isEmpty() ? "" : new RunNames(graph).find(run);
            findings = graph.ask(QUERY, Map.of("runId", runId, "limit", limit.most(), "prefix", "run:"));
        }
        if (json) {
            findings.forEach(finding -> terminal.out().println(Json.line(Values.plain(finding))));
        } else if (findings.isEmpty()) {
            terminal.note("no findings");
        } else {
            terminal.out().print(table(findings).format(terminal.columns()));
        }
        return 0;
    }

    /** @param findings as {@link #QUERY} answers */
    static Table table(List<Record> findings) {
        Table table = new Table("SEVERITY", "RULE", "RUN", "STEPS", "STATE", "DETECTED", "MESSAGE");
        findings.forEach(finding -> table.row(
                finding.get("severity").asString(""),
                finding.get("rule").asString(""),
                finding.get("name").asString(finding.get("runId").asString("")),
                steps(finding),
                finding.get("state").asString(""),
                RunsCommand.time(finding.get("detectedAt")),
                finding.get("message").asString("")));
        return table;
    }

    private static String steps(Record finding) {
        Object first = finding.get("firstStep").asObject();
        Object last = finding.get("lastStep").asObject();
        return first == null ? "" : first.equals(last) ? first.toString() : first + "–" + last;
    }
}
