package dev.headwater.launcher.stack;

import dev.headwater.embedded.Lifetime;
import dev.headwater.launcher.HomeOption;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Root;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.VerboseOption;
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
    private final HomeOption home = new HomeOption();

    @SuppressWarnings("UnusedVariable") // Read by the entry point.
    @Mixin
    private final VerboseOption verbose = new VerboseOption();

    @Option(names = "--json", description = "Print the status as one JSON value.")
    private boolean json;

    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = home.path();
        StackFile before = StackFile.read(folder);
        if (before.addresses().isPresent()
                && StackStatus.ask(before, before.addresses().get()).ready()) {
            terminal.note("the stack in " + folder + " is up already");
        } else {
            terminal.note("starting the stack in " + folder);
            Stack stack = new Stack(Root.find(), folder, Lifetime.DETACHED, line -> terminal.note("  " + line));
            stack.up();
        }
        StackFile file = StackFile.read(folder);
        StackStatus status = StackStatus.ask(file, file.addresses().orElseThrow());
        if (json) {
            terminal.out().println(Json.line(status.toMap()));
        } else {
            terminal.out().print(StatusCommand.table(status).format(terminal.columns()));
            terminal.note("try: " + home.command("run") + " -- COMMAND, " + home.command("watch") + ", "
                    + home.command("runs") + "; end it with " + home.command("down"));
        }
        return status.ready() ? 0 : 1;
    }
}
