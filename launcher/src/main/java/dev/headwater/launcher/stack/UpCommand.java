package dev.headwater.launcher.stack;

import dev.headwater.embedded.Lifetime;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Root;
import dev.headwater.launcher.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headwater up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Starts the embedded stack: Kafka, Neo4j, processor and sink.",
        description = {
            "It stays up until `headwater down`. Data and addresses survive down and up. Prints the " + "addresses.",
            "",
            "Example: headwater up --home /data/headwater",
            ""
        })
public final class UpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Option(names = "--json", description = "Print the status as one JSON value.")
    private boolean json;

    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = connection.home();
        StackFile before = StackFile.read(home);
        if (before.addresses().isPresent()
                && StackStatus.ask(before, before.addresses().get()).ready()) {
            terminal.note("the stack in " + home + " is up already");
        } else {
            terminal.note("starting the stack in " + home);
            Stack stack = new Stack(Root.find(), home, Lifetime.DETACHED, line -> terminal.note("  " + line));
            stack.up();
        }
        StackFile file = StackFile.read(home);
        StackStatus status = StackStatus.ask(file, file.addresses().orElseThrow());
        if (json) {
            terminal.out().println(Json.line(status.toMap()));
        } else {
            terminal.out().print(StatusCommand.table(status).format(terminal.columns()));
            terminal.note("try: headwater run -- COMMAND, headwater watch, headwater runs; end it with headwater down");
        }
        return status.ready() ? 0 : 1;
    }
}
