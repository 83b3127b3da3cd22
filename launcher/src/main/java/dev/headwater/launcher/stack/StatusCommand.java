package dev.headwater.launcher.stack;

import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Table;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headwater status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Shows each component of the stack: whether it is ready or why not, process id, address; and "
                + "how many records the processor and the sink are behind.",
        description = {"Exit status 1 when not all of it is ready.", "", "Example: headwater status --json", ""})
public final class StatusCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Option(names = "--json", description = "Print one JSON value.")
    private boolean json;

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StackStatus status = ask();
        if (json) {
            terminal.out().println(Json.line(status.toMap()));
        } else if (!status.parts().isEmpty()) {
            terminal.out().print(table(status).format(terminal.columns()));
            status.lag()
                    .forEach((group, records) ->
                            terminal.out().println(group + " is " + Figures.count(records) + " records behind"));
        }
        return status.ready() ? 0 : 1;
    }

    private StackStatus ask() {
        if (connection.namesServers()) {
            return external();
        }
        StackFile file = StackFile.read(connection.home());
        Optional<Addresses> addresses = file.addresses();
        if (addresses.isEmpty()) {
            terminal.note("headwater: there is no Headwater stack in " + connection.home() + ": run `"
                    + connection.command("up") + "`, or give --bootstrap");
            return StackStatus.NONE;
        }
        return StackStatus.ask(file, addresses.get());
    }

    static Table table(StackStatus status) {
        Table table = new Table("COMPONENT", "PID", "ADDRESS", "STATE");
        status.parts()
                .forEach(part -> table.row(
                        part.component(),
                        part.pid() == null ? "" : part.pid(),
                        part.address(),
                        Optional.ofNullable(part.whyNot()).orElse("ready")));
        if (status.registry() != null) {
            table.row("registry", "", status.registry(), "served by the processor");
        }
        return table;
    }

    /** Servers that others run: only what can be asked of them from outside. */
    private StackStatus external() {
        List<StackStatus.Part> parts = new ArrayList<>();
        Map<String, Long> lag = Map.of();
        Optional<String> bootstrap = connection.findBootstrap();
        if (bootstrap.isPresent()) {
            KafkaState kafka = KafkaState.ask(bootstrap.get());
            parts.add(new StackStatus.Part(
                    "kafka", null, bootstrap.get(), kafka.whyNot().orElse(null)));
            lag = kafka.lag();
        }
        Optional<Graph> known = connection.findGraph();
        if (known.isPresent()) {
            try (Graph graph = known.get()) {
                parts.add(new StackStatus.Part(
                        "neo4j", null, graph.uri(), graph.whyNot().orElse(null)));
            }
        }
        return new StackStatus(parts, null, lag);
    }
}
