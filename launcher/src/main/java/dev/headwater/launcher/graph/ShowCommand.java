package dev.headwater.launcher.graph;

import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Table;
import dev.headwater.launcher.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headwater show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header =
                "Shows one run: how it went, who ran it, and how completely it was received, its ranks, parameters, inputs and outputs, "
                        + "metrics, hardware, findings.",
        description = {"Example: headwater show 20260131-120000-abcd2345", ""})
public final class ShowCommand implements Callable<Integer> {

    private static final Set<String> NOT_SHOWN = Set.of("id", "types", "label", "runId", "run", "speakers");

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Parameters(paramLabel = "RUN", description = "Id, beginning of the id, or name of a run.")
    private String run = "";

    @Option(names = "--json", description = "Print one JSON value.")
    private boolean json;

    public ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Graph graph = connection.graph()) {
            String runId = new RunNames(graph).find(run);
            RunDetails details = new RunDetails(graph, runId);
            if (json) {
                terminal.out().println(Json.line(details.toMap()));
            } else {
                print(runId, details);
            }
        }
        return 0;
    }

    private void print(String runId, RunDetails details) {
        terminal.out().println("Run " + runId);
        Map<String, @Nullable Object> properties = details.run();
        properties.keySet().removeAll(NOT_SHOWN);
        String user = details.user();
        if (!user.isEmpty()) {
            properties.put("user", user);
        }
        print(pairs(properties));
        section("Parameters", pairs(details.params()));
        section("Ranks", ranks(details.ranks()));
        section("Inputs", files(details.inputs(), false));
        section("Outputs", files(details.outputs(), true));
        section("Metrics", metrics(details.metrics()));
        section("Hardware", hardware(details.hardware()));
        List<Record> findings = details.findings();
        if (!findings.isEmpty()) {
            section("Findings", AnomaliesCommand.table(findings));
        }
    }

    private void section(String title, @Nullable Table table) {
        if (table != null) {
            terminal.out().println();
            terminal.out().println(title);
            print(table);
        }
    }

    private void print(@Nullable Table table) {
        if (table != null) {
            int width = terminal.columns() == 0 ? 0 : terminal.columns() - 2;
            terminal.out()
                    .print(table.format(width)
                            .lines()
                            .map(line -> "  " + line + System.lineSeparator())
                            .filter(line -> !line.isBlank())
                            .collect(Collectors.joining()));
        }
    }

    private static @Nullable Table pairs(Map<String, @Nullable Object> pairs) {
        if (pairs.isEmpty()) {
            return null;
        }
        Table table = new Table("", "");
        pairs.forEach((key, value) -> table.row(key, Values.text(value)));
        return table;
    }

    /** A run of one rank, started once, is that rank. */
    private static @Nullable Table ranks(List<Record> rows) {
        boolean plain = rows.size() == 1 && rows.get(0).get("attempts").asLong() == 1;
        if (rows.isEmpty() || plain) {
            return null;
        }
        Table table = new Table("RANK", "STATUS", "HOST", "START", "TOOK", "ATTEMPTS", "COMPLETE", "MISSING");
        rows.forEach(row -> table.row(
                whole(row.get("rank")),
                row.get("status").asString(""),
                row.get("host").asString(""),
                RunsCommand.time(row.get("startTime")),
                RunsCommand.took(row.get("startTime"), row.get("endTime")),
                whole(row.get("attempts")),
                row.get("complete").isNull() ? "" : row.get("complete").asBoolean() ? "yes" : "no",
                whole(row.get("missing"))));
        return table;
    }

    private static @Nullable Table files(List<Record> rows, boolean steps) {
        if (rows.isEmpty()) {
            return null;
        }
        Table table = new Table("ROLE", "NAME", "WHAT", steps ? "STEP" : "COMMIT", "ID");
        rows.forEach(row -> table.row(
                row.get("role").asString("").replaceFirst("^mlp:", ""),
                row.get("name").asString(""),
                row.get("labels").asList(Value::asString).stream()
                        .filter(label -> !label.equals("Entity"))
                        .collect(Collectors.joining(" ")),
                steps
                        ? whole(row.get("step"))
                        : row.get("commit").asString("") + (row.get("dirty").asBoolean(false) ? " (changed)" : ""),
                row.get("id").asString("")));
        return table;
    }

    private static @Nullable Table metrics(List<Record> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        Table table = new Table("METRIC", "POINTS", "STEPS", "FIRST", "LAST", "MIN", "MAX", "MEAN", "NOT FINITE");
        rows.forEach(row -> {
            String context = row.get("context").asString("");
            table.row(
                    (context.isEmpty() ? "" : context + "/") + row.get("name").asString(""),
                    whole(row.get("count")),
                    whole(row.get("firstStep")) + "–" + whole(row.get("lastStep")),
                    number(row.get("first")),
                    number(row.get("last")),
                    number(row.get("min")),
                    number(row.get("max")),
                    number(row.get("mean")),
                    whole(row.get("nonFinite")));
        });
        return table;
    }

    private static @Nullable Table hardware(List<Record> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        Table table = new Table("HOST", "DEVICE", "QUANTITY", "UNIT", "POINTS", "LAST", "MIN", "MAX", "MEAN", "SUM");
        rows.forEach(row -> table.row(
                row.get("host").asString(""),
                row.get("device").asString(""),
                row.get("quantity").asString(""),
                row.get("unit").asString(""),
                whole(row.get("count")),
                number(row.get("last")),
                number(row.get("min")),
                number(row.get("max")),
                number(row.get("mean")),
                number(row.get("sum"))));
        return table;
    }

    private static String whole(Value value) {
        return value.isNull() ? "" : Long.toString(value.asLong());
    }

    private static String number(Value value) {
        return value.isNull() ? "" : Figures.of(value.asDouble());
    }
}
