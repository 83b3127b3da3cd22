package dev.headwater.sink;

import dev.headwater.schemas.Topic;
import dev.headwater.schemas.TopicSetup;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.service.Health;
import dev.headwater.service.Shutdown;
import dev.headwater.service.StatusServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sink as a process. */
@Command(
        name = "headwater-sink",
        mixinStandardHelpOptions = true,
        description = "Keeps the graph in Neo4j up to date with the lineage in Kafka.",
        showDefaultValues = true)
public final class SinkMain implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Option(
            names = "--bootstrap",
            required = true,
            defaultValue = "${env:HEADWATER_BOOTSTRAP}",
            description = "Kafka brokers, host:port[,host:port]. Environment: HEADWATER_BOOTSTRAP")
    private String bootstrap = "";

    @Option(
            names = "--schema-registry",
            defaultValue = "${env:HEADWATER_SCHEMA_REGISTRY:-}",
            description = "URL of a schema registry; none for the bundled schemas. Environment: "
                    + "HEADWATER_SCHEMA_REGISTRY")
    private String schemaRegistry = "";

    @Option(names = "--kafka-config", description = "Properties file with more Kafka client settings, such as security")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--neo4j",
            required = true,
            defaultValue = "${env:HEADWATER_NEO4J}",
            description = "Address of Neo4j, bolt://host:port or neo4j://host:port. Environment: HEADWATER_NEO4J")
    private String neo4j = "";

    @Option(
            names = "--neo4j-user",
            defaultValue = "${env:HEADWATER_NEO4J_USER:-neo4j}",
            description = "Environment: HEADWATER_NEO4J_USER")
    private String neo4jUser = "";

    @Option(
            names = "--neo4j-password",
            defaultValue = "${env:HEADWATER_NEO4J_PASSWORD:-}",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Better given as the environment variable HEADWATER_NEO4J_PASSWORD, which others do not see")
    private String neo4jPassword = "";

    @Option(
            names = "--status",
            defaultValue = "127.0.0.1:0",
            description = "host:port of /livez and /readyz; port 0 takes a free one and logs it")
    private String status = "";

    @Option(names = "--create-topics", description = "Create missing topics at start")
    private boolean createTopics;

    @Option(names = "--partitions", description = "Partitions of topics that are created")
    private int partitions = Topic.DEFAULT_PARTITIONS;

    @Option(
            names = "--writers",
            description = "Transactions at a time: so many share the partitions that this process has")
    private int writers = 2;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private final Logger log = LoggerFactory.getLogger(SinkMain.class);

    /** Runs until SIGTERM or SIGINT. Exit status 0, or 2 for wrong settings. */
    public static void main(String[] arguments) {
        // By a name of its own: other programs have this jar on their class path, and their own way to log.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "headwater-sink-logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new SinkMain());
        commandLine.setParameterExceptionHandler((mistake, given) -> {
            commandLine.getErr().println("headwater-sink: " + mistake.getMessage());
            return 2;
        });
        return commandLine;
    }

    @Override
    public Integer call() throws Exception {
        if (writers < 1) {
            throw mistake("--writers " + writers + " is not at least 1");
        }
        InetSocketAddress statusAddress = hostAndPort(status);
        Map<String, Object> connection = connection();
        Health health = new Health();
        Driver driver = driver();
        Shutdown shutdown = Shutdown.onSignal(PATIENCE);
        try (driver;
                StatusServer server = StatusServer.start(statusAddress, health, Map.of())) {
            log.info("status at http://{}:{}/readyz", statusAddress.getHostString(), server.port());
            Writers all = new Writers(
                    "Kafka at " + bootstrap, health, shutdown, writer -> open(writer, connection, driver, health));
            all.start(writers);
            shutdown.await();
            all.join(PATIENCE);
            log.info("stopped");
        } catch (UncheckedIOException e) {
            throw mistake(String.valueOf(e.getMessage()));
        } finally {
            shutdown.finished();
        }
        return shutdown.finished();
    }

    private Sink open(int writer, Map<String, Object> connection, Driver driver, Health health)
            throws ExecutionException, InterruptedException {
        if (createTopics && writer == 1) {
            createTopics(connection);
        }
        return new Sink(
                ofWriter(writer, connection),
                SchemaSource.of(schemaRegistry),
                driver,
                neo4j,
                neo4jUser,
                health,
                System::nanoTime);
    }

    /** Members of a group and clients of a process must not have the same name. */
    private static Map<String, Object> ofWriter(int writer, Map<String, Object> connection) {
        Map<String, Object> own = new HashMap<>(connection);
        own.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "headwater-sink");
        if (writer > 1) {
            own.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (name, id) -> id + "-" + writer);
            own.computeIfPresent(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, (name, id) -> id + "-" + writer);
        }
        return own;
    }

    private void createTopics(Map<String, Object> connection) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        try (Admin admin = Admin.create(settings)) {
            List<String> created = TopicSetup.createMissing(admin, partitions, (short) -1);
            if (!created.isEmpty()) {
                log.info("created topics {}", created);
            }
        }
    }

    private Map<String, Object> connection() {
        Map<String, Object> connection = new HashMap<>();
        if (kafkaConfig != null) {
            Properties more = new Properties();
            try (Reader file = Files.newBufferedReader(kafkaConfig, StandardCharsets.UTF_8)) {
                more.load(file);
            } catch (IOException e) {
                throw mistake("--kafka-config " + kafkaConfig + " cannot be read: " + e);
            }
            more.stringPropertyNames().forEach(name -> connection.put(name, more.getProperty(name)));
        }
        connection.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return connection;
    }

    private Driver driver() {
        Config config = Config.builder()
                .withConnectionTimeout(5, TimeUnit.SECONDS)
                .withConnectionAcquisitionTimeout(10, TimeUnit.SECONDS)
                .withMaxTransactionRetryTime(0, TimeUnit.SECONDS)
                .withLogging(Logging.none())
                .withUserAgent("headwater-sink")
                .build();
        try {
            return GraphDatabase.driver(URI.create(neo4j), AuthTokens.basic(neo4jUser, neo4jPassword), config);
        } catch (IllegalArgumentException e) {
            throw mistake("--neo4j " + neo4j + " is no address such as bolt://localhost:7687: " + e.getMessage());
        }
    }

    private InetSocketAddress hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw mistake("--status " + text + " is not host:port");
        }
    }

    private RuntimeException mistake(String message) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
