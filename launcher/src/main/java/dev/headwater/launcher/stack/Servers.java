package dev.headwater.launcher.stack;

import dev.headwater.embedded.ChildProcess;
import dev.headwater.embedded.EmbeddedKafka;
import dev.headwater.embedded.EmbeddedNeo4j;
import dev.headwater.embedded.JavaCommand;
import dev.headwater.embedded.Lifetime;
import dev.headwater.launcher.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How each process of the stack is started. Secrets go through the environment, which other accounts cannot read. */
final class Servers {

    private final Path root;
    private final Path home;
    private final Addresses addresses;
    private final Lifetime lifetime;

    Servers(Path root, Path home, Addresses addresses, Lifetime lifetime) {
        this.root = root;
        this.home = home;
        this.addresses = addresses;
        this.lifetime = lifetime;
    }

    EmbeddedKafka kafka() {
        return EmbeddedKafka.start(EmbeddedKafka.Options.of(root, home.resolve("kafka"))
                .withPort(port(addresses.bootstrap()))
                .withLifetime(lifetime));
    }

    EmbeddedNeo4j neo4j() {
        return EmbeddedNeo4j.start(EmbeddedNeo4j.Options.of(root, home.resolve("neo4j"))
                .withPort(port(addresses.neo4j()))
                .withPassword(addresses.neo4jPassword())
                .withLifetime(lifetime));
    }

    ChildProcess processor() {
        Path folder = home.resolve(Component.PROCESSOR.word());
        return service(
                Component.PROCESSOR,
                "dev.headwater.processor.ProcessorMain",
                List.of(
                        "--status",
                        addresses.processorStatus(),
                        "--state-dir",
                        folder.resolve("state").toString()),
                Map.of());
    }

    ChildProcess sink() {
        return service(
                Component.SINK,
                "dev.headwater.sink.SinkMain",
                List.of("--status", addresses.sinkStatus()),
                Map.of(
                        "HEADWATER_NEO4J", addresses.neo4j(),
                        "HEADWATER_NEO4J_USER", addresses.neo4jUser(),
                        "HEADWATER_NEO4J_PASSWORD", addresses.neo4jPassword()));
    }

    private ChildProcess service(
            Component component, String mainClass, List<String> arguments, Map<String, String> environment) {
        Path folder = home.resolve(component.word());
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("HEADWATER_BOOTSTRAP", addresses.bootstrap());
        // The stack speaks the schemas in its jars, whatever the person's shell says.
        variables.put("HEADWATER_SCHEMA_REGISTRY", "");
        return new JavaCommand(
                        component.word(),
                        jars(root),
                        List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true"),
                        mainClass,
                        arguments,
                        variables,
                        folder,
                        folder.resolve(component.word() + ".log"),
                        lifetime)
                .start();
    }

    /** The class path of the launcher, as the build has put it together. */
    static List<Path> jars(Path root) {
        Path lib = root.resolve("launcher").resolve("target").resolve("lib");
        if (!Files.isDirectory(lib)) {
            throw new CommandFailure(lib + " is missing: run `mvn -Dquick package` in " + root);
        }
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
