package dev.headwater.launcher;

import dev.headwater.launcher.graph.Graph;
import dev.headwater.launcher.stack.Addresses;
import dev.headwater.launcher.stack.StackFile;
import dev.headwater.schemas.wire.SchemaSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where Kafka and Neo4j are: as an option says, else the environment, else the embedded stack that is up. */
public final class Connection {

    @Option(
            order = 101,
            names = "--bootstrap",
            paramLabel = "HOST:PORT[,...]",
            defaultValue = "${env:HEADWATER_BOOTSTRAP:-}",
            description = "Kafka. Default: $$HEADWATER_BOOTSTRAP, else the embedded stack that is up.")
    private String bootstrap = "";

    @Option(
            order = 102,
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "${env:HEADWATER_SCHEMA_REGISTRY:-}",
            description = "Schema registry. Default: $$HEADWATER_SCHEMA_REGISTRY, else the schemas in the program.")
    private String registry = "";

    @Option(
            order = 103,
            names = "--neo4j",
            paramLabel = "URI",
            defaultValue = "${env:HEADWATER_NEO4J:-}",
            description = "Neo4j, such as bolt://host:7687. Default: $$HEADWATER_NEO4J, else the embedded stack.")
    private String neo4j = "";

    @Option(
            order = 104,
            names = "--neo4j-user",
            paramLabel = "NAME",
            defaultValue = "${env:HEADWATER_NEO4J_USER:-}",
            description = "Account in Neo4j. Default: $$HEADWATER_NEO4J_USER, else neo4j.")
    private String user = "";

    @Option(
            order = 105,
            names = "--neo4j-password",
            paramLabel = "TEXT",
            defaultValue = "${env:HEADWATER_NEO4J_PASSWORD:-}",
            description = "Its password; better in $$HEADWATER_NEO4J_PASSWORD, where other accounts do not see it.")
    private String password = "";

    @Option(
            order = 106,
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:HEADWATER_HOME:-}",
            description = "Folder of the embedded stack and of journals. Default: $$HEADWATER_HOME, else ~/.headwater.")
    private String home = "";

    @Option(order = 120, names = "--verbose", description = "Print stack traces and what the libraries log.")
    private boolean verbose;

    public Path home() {
        return home.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".headwater")
                : Path.of(home).toAbsolutePath().normalize();
    }

    public boolean verbose() {
        return verbose;
    }

    /** Kafka's address for {@code bootstrap.servers}. */
    public String bootstrap() {
        return findBootstrap()
                .orElseThrow(
                        () -> new CommandFailure("no Headwater stack is up: run `headwater up`, or give --bootstrap"));
    }

    /** Kafka's address, if it is known. */
    public Optional<String> findBootstrap() {
        return bootstrap.isEmpty() ? stack(Addresses::bootstrap) : Optional.of(bootstrap);
    }

    /** Base URL of the schema registry; empty for the schemas in the program. */
    public String registryUrl() {
        return registry;
    }

    public SchemaSource schemas() {
        return SchemaSource.of(registry);
    }

    /** Whether an option or the environment names Kafka or Neo4j. */
    public boolean namesServers() {
        return !bootstrap.isEmpty() || !neo4j.isEmpty();
    }

    /** Opens the graph; does not fail before it is asked. */
    public Graph graph() {
        return findGraph()
                .orElseThrow(() -> new CommandFailure("no Headwater stack is up: run `headwater up`, or give --neo4j"));
    }

    /** Opens the graph, if it is known where it is. */
    public Optional<Graph> findGraph() {
        if (!neo4j.isEmpty()) {
            return Optional.of(Graph.open(neo4j, user.isEmpty() ? "neo4j" : user, password));
        }
        return stack(Function.identity())
                .map(stack -> Graph.open(
                        stack.neo4j(),
                        user.isEmpty() ? stack.neo4jUser() : user,
                        password.isEmpty() ? stack.neo4jPassword() : password));
    }

    private <T> Optional<T> stack(Function<Addresses, T> what) {
        StackFile file = StackFile.read(home());
        return file.isUp() ? file.addresses().map(what) : Optional.empty();
    }
}
