package dev.headwater.launcher.demo;

import dev.headwater.embedded.Lifetime;
import dev.headwater.launcher.Root;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.VerboseOption;
import dev.headwater.launcher.stack.Addresses;
import dev.headwater.launcher.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headwater demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Does the main job: trains twice on a stack of its own and shows what is known of it.",
        description = {
            "Starts Kafka, Neo4j, processor and sink in a temporary folder, trains a classifier of "
                    + "handwritten digits (run A) and spoils it with a far too high learning rate (run B), follows "
                    + "both live, then prints findings, lineage, completeness, and writes DIR/provenance.json. Exit "
                    + "status 0 when all of it was really found.",
            "",
            "Example: headwater demo --keep",
            ""
        })
public final class DemoCommand implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("UnusedVariable") // Read by the entry point.
    @Mixin
    private final VerboseOption verbose = new VerboseOption();

    @Option(names = "--keep", description = "Leave the stack up and print how to reach it.")
    private boolean keep;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where provenance.json is written. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("demo-output");

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = Root.find();
        Files.createDirectories(out);
        Path home = Files.createTempDirectory("headwater-demo-");
        AtomicBoolean up = new AtomicBoolean();
        AtomicBoolean done = new AtomicBoolean();
        Stack stack = new Stack(root, home, keep ? Lifetime.DETACHED : Lifetime.ATTACHED, line -> {
            // How it is stopped is not part of the story.
            if (!up.get()) {
                terminal.out().println("  " + line);
            }
        });
        Demo demo = new Demo(terminal, root, home, out.toAbsolutePath().normalize());
        Thread onInterrupt = new Thread(
                () -> {
                    if (!done.get()) {
                        demo.stopTraining();
                        stack.stopNow();
                        delete(home);
                    }
                },
                "demo-stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        boolean passed = false;
        try {
            terminal.out().println("Starting Kafka, Neo4j, processor and sink in " + home);
            Addresses addresses = stack.up();
            up.set(true);
            passed = demo.run(addresses);
            if (keep && passed) {
                demo.farewell(addresses);
            }
        } finally {
            if (!keep || !passed) {
                demo.stopTraining();
                stack.stopNow();
                delete(home);
            }
            done.set(true);
        }
        return passed ? 0 : 1;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("headwater: cannot delete " + folder + ": " + e.getMessage());
        }
    }
}
