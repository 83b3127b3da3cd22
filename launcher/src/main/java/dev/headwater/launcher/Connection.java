package dev.headwater.launcher;

import dev.headwater.agent.CollectorOptions;
import dev.headwater.launcher.graph.Graph;
import dev.headwater.launcher.stack.Addresses;
import dev.headwater.launcher.stack.StackFile;
import dev.headwater.schemas.wire.SchemaSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Mixin
    private final HomeOption home = new HomeOption();

    @Mixin
    private final VerboseOption verbose = new VerboseOption();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    public Path home() {
        return home.path();
    }

    /** A command of ours to type for the same home. */
    public String command(String... words) {
        return home.command(words);
    }

    public boolean verbose() {
        return verbose.verbose();
    }

    /**
     * Kafka's address for {@code bootstrap.servers}.
     *
     * @throws CommandFailure when nobody says where it is, or no such host is known
     */
    public String bootstrap() {
        String found = findBootstrap().orElseThrow(() -> noStack("--bootstrap"));
        if (!ServerAddress.isKnownHost(found)) {
            throw new CommandFailure("Kafka at " + found + ": the name of the host is not known");
        }
        return found;
    }

    /**
     * Kafka's address, if it is known.
     *
     * @throws ParameterException when it does not look like one
     */
    public Optional<String> findBootstrap() {
        if (!bootstrap.isEmpty() && !ServerAddress.isBrokers(bootstrap)) {
            throw usage("--bootstrap", "HEADWATER_BOOTSTRAP", bootstrap, "is not an address of Kafka: use host:port");
        }
        return bootstrap.isEmpty() ? stack(Addresses::bootstrap) : Optional.of(bootstrap);
    }

    /** Base URL of the schema registry; empty for the schemas in the program. */
    public String registryUrl() {
        if (!registry.isEmpty() && !ServerAddress.isHttp(registry)) {
            throw usage(
                    "--schema-registry",
                    "HEADWATER_SCHEMA_REGISTRY",
                    registry,
                    "is not the address of a registry: use http://host:port");
        }
        return registry;
    }

    /**
     * How a command of ours collects: into this home, and without waiting at its end, for it waits for Kafka itself.
     *
     * @param environment variables that runs take their defaults from
     * @param name of the command, as lineage shows it
     * @param address of Kafka; empty when it is not known
     */
    public CollectorOptions.Builder collecting(Map<String, String> environment, String name, String address) {
        return CollectorOptions.builder(environment)
                .bootstrap(address)
                .registryUrl(registryUrl())
                .home(home())
                .name(name)
                .version(Version.text())
                .closeWait(Duration.ZERO);
    }

    public SchemaSource schemas() {
        return SchemaSource.of(registryUrl());
    }

    /** Whether an option or the environment names Kafka or Neo4j. */
    public boolean namesServers() {
        return !bootstrap.isEmpty() || !neo4j.isEmpty();
    }

    /** Opens the graph; does not fail before it is asked. */
    public Graph graph() {
        return findGraph().orElseThrow(() -> noStack("--neo4j"));
    }

    /** Opens the graph, if it is known where it is. */
    public Optional<Graph> findGraph() {
        if (!neo4j.isEmpty()) {
            if (!ServerAddress.isNeo4j(neo4j)) {
                throw usage("--neo4j", "HEADWATER_NEO4J", neo4j, "is not an address of Neo4j: use bolt://host:port");
            }
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

    private CommandFailure noStack(String option) {
        return new CommandFailure("no Headwater stack is up: run `" + command("up") + "`, or give " + option);
    }

    private RuntimeException usage(String option, String variable, String value, String why) {
        String source = value.equals(System.getenv(variable)) ? variable : option;
        String message = source + ": \"" + value + "\" " + why;
        return command == null ? new CommandFailure(message) : new ParameterException(command.commandLine(), message);
    }
}
