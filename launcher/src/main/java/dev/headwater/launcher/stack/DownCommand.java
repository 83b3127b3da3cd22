package dev.headwater.launcher.stack;

import dev.headwater.embedded.Lifetime;
import dev.headwater.launcher.HomeOption;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Root;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.VerboseOption;
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
    private final HomeOption home = new HomeOption();

    @SuppressWarnings("UnusedVariable") // Read by the entry point.
    @Mixin
    private final VerboseOption verbose = new VerboseOption();

    @Option(names = "--json", description = "Print one JSON value: whether anything was stopped.")
    private boolean json;

    public DownCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        boolean stopped =
                new Stack(Root.find(), home.path(), Lifetime.DETACHED, line -> terminal.note("  " + line)).down();
        if (json) {
            terminal.out().println(Json.line(Map.of("stopped", stopped)));
        } else if (!stopped) {
            terminal.note("no stack is up in " + home.path());
        }
        return 0;
    }
}
