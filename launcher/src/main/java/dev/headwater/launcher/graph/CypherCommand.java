package dev.headwater.launcher.graph;

import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Table;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.TypedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.neo4j.driver.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headwater cypher}. */
@Command(
        name = "cypher",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Asks the graph in Cypher and prints the rows of the answer.",
        description = {
            "Only reads, unless --write is given.",
            "",
            "Example: headwater cypher 'MATCH (r:Run {name: $$n})-[u:USED]->(e) RETURN u.role, e.id' " + "--param n=A",
            ""
        })
public final class CypherCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Parameters(paramLabel = "QUERY", description = "The query, quoted for the shell.")
    private String query = "";

    @Option(
            names = "--param",
            paramLabel = "K=V",
            description = "Value of the query's parameter $$K: a whole number, a number, true, false, else a text.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--write", description = "Let the query change the graph.")
    private boolean write;

    @Option(names = "--json", description = "Print one JSON object per row.")
    private boolean json;

    public CypherCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, Object> typed = new LinkedHashMap<>();
        params.forEach((key, value) -> typed.put(key, TypedText.of(value)));
        List<Record> rows;
        try (Graph graph = connection.graph()) {
            rows = write ? graph.change(query, typed) : graph.ask(query, typed);
        }
        if (json) {
            rows.forEach(row -> terminal.out().println(Json.line(Values.plain(row))));
        } else if (rows.isEmpty()) {
            terminal.note("no rows");
        } else {
            terminal.out().print(table(rows).format(terminal.columns()));
        }
        return 0;
    }

    static Table table(List<Record> rows) {
        Table table = new Table(rows.get(0).keys().toArray(new String[0]));
        rows.forEach(row -> table.row(row.values().stream()
                .map(value ->
                        value.asObject() instanceof Double number ? Figures.of(number) : Values.text(value.asObject()))
                .toArray()));
        return table;
    }
}
