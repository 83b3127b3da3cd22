package dev.headwater.launcher.stack;

import dev.headwater.embedded.Lifetime;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Root;
import dev.headwater.launcher.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headwater down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Stops the embedded stack, in good order: sink, processor, Neo4j, Kafka.",
        description = {
            "Prints what has stopped. The data stay; nothing else is touched.",
            "",
            "Example: headwater down",
            ""
        })
public final class DownCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Option(names = "--json", description = "Print one JSON value: whether anything was stopped.")
    private boolean json;

    public DownCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        boolean stopped =
                new Stack(Root.find(), connection.home(), Lifetime.DETACHED, line -> terminal.note("  " + line)).down();
        if (json) {
            terminal.out().println(Json.line(Map.of("stopped", stopped)));
        } else if (!stopped) {
            terminal.note("no stack is up in " + connection.home());
        }
        return 0;
    }
}
