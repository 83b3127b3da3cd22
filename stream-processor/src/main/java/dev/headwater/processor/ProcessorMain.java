package dev.headwater.processor;

import dev.headwater.processor.detect.Suite;
import dev.headwater.processor.topology.ProcessorTopology;
import dev.headwater.processor.topology.Settings;
import dev.headwater.processor.topology.StreamsSettings;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RegistryRoutes;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.service.Health;
import dev.headwater.service.Route;
import dev.headwater.service.Shutdown;
import dev.headwater.service.StatusServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The processor as a process. */
@Command(
        name = "headwater-processor",
        mixinStandardHelpOptions = true,
        description = "Turns what training processes say into lineage, series and findings.",
        showDefaultValues = true)
public final class ProcessorMain implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(12);

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

    @Option(
            names = "--kafka-config",
            description = "Properties file with more Kafka settings, such as security; they win over the built-in ones")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--status",
            defaultValue = "127.0.0.1:0",
            description =
                    "host:port of /livez, /readyz, /metrics, /topology and the schema registry routes; port 0 takes "
                            + "a free one and logs it")
    private String status = "";

    @Option(
            names = "--state-dir",
            description = "Folder of the local state. Default: processor-state in HEADWATER_HOME")
    private @Nullable Path stateDir;

    @Option(names = "--threads", defaultValue = "2", description = "Stream threads")
    private int threads;

    @Option(names = "--create-topics", description = "Create missing topics at start")
    private boolean createTopics;

    @Option(names = "--partitions", description = "Partitions of topics that are created")
    private int partitions = Topic.DEFAULT_PARTITIONS;

    @Option(
            names = "--flush",
            defaultValue = "PT2S",
            description = "How long a growing series may stay unsaid, as ISO-8601 duration")
    private Duration flush = Settings.DEFAULT.flush();

    @Option(
            names = "--lease",
            defaultValue = "PT60S",
            description = "Silence that never makes a run lost, however short its heartbeats, as ISO-8601 duration")
    private Duration lease = Settings.DEFAULT.leaseFloor();

    @Option(
            names = "--retention",
            defaultValue = "P7D",
            description = "How long the state of a silent run is kept, as ISO-8601 duration")
    private Duration retention = Settings.DEFAULT.retention();

    @Option(names = "--max-series", defaultValue = "10000", description = "Most series of one run")
    private int seriesPerRun;

    @Option(names = "--max-findings", defaultValue = "100", description = "Most findings of one run")
    private int findingsPerRun;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private final Logger log = LoggerFactory.getLogger(ProcessorMain.class);

    /** Runs until SIGTERM or SIGINT. Exit status 0, 1 when it cannot go on, or 2 for wrong settings. */
    public static void main(String[] arguments) {
        // By a name of its own: other programs have this jar on their class path, and their own way to log.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "headwater-processor-logback.xml");
        }
        CommandLine commandLine = new CommandLine(new ProcessorMain());
        commandLine.setParameterExceptionHandler((mistake, given) -> {
            System.err.println("headwater-processor: " + mistake.getMessage());
            return 2;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        InetSocketAddress address = hostAndPort(status);
        Settings settings = settings();
        Map<String, Object> more = kafkaSettings();
        Topology topology =
                ProcessorTopology.of(SchemaSource.of(schemaRegistry), settings, Suite.standard(), Version.read());
        String picture = topology.describe().toString();
        Shutdown shutdown = Shutdown.onSignal(PATIENCE);
        Health health = new Health();
        Health.Condition kafka = health.condition("kafka");
        health.condition("streams");
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (StatusServer server = StatusServer.start(address, health, routes(picture, meters))) {
            log.info("status at http://{}:{}/readyz", address.getHostString(), server.port());
            Thread worker = new Thread(() -> work(topology, more, health, kafka, meters, shutdown), "processor");
            worker.start();
            shutdown.await();
            worker.join(PATIENCE.toMillis());
            log.info("stopped");
        } finally {
            shutdown.finished();
        }
        return shutdown.finished();
    }

    private void work(
            Topology topology,
            Map<String, Object> more,
            Health health,
            Health.Condition kafka,
            PrometheusMeterRegistry meters,
            Shutdown shutdown) {
        Map<String, Object> connection = new HashMap<>(more);
        connection.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        Broker broker = new Broker(connection, bootstrap, kafka);
        try {
            if (!broker.await(shutdown, createTopics, partitions)) {
                return;
            }
            Map<String, Object> config =
                    new HashMap<>(StreamsSettings.of(bootstrap, stateFolder().toString(), threads));
            config.putAll(more);
            try (Engine engine = Engine.start(topology, config, health, meters, shutdown::fail)) {
                broker.watch(shutdown);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("the processor cannot go on", e);
            shutdown.fail();
        }
    }

    private static Map<String, Route> routes(String picture, PrometheusMeterRegistry meters) {
        RegistryRoutes registry = new RegistryRoutes(BundledSchemas.load());
        Route schemas = path -> Optional.of(registry.answer(path)
                .map(body -> Route.Response.ok(RegistryRoutes.MEDIA_TYPE, body))
                .orElseGet(() -> new Route.Response(404, RegistryRoutes.MEDIA_TYPE, RegistryRoutes.notFound(path))));
        Map<String, Route> routes = new LinkedHashMap<>();
        routes.put("/subjects", schemas);
        routes.put("/schemas", schemas);
        routes.put("/topology", path -> Optional.of(Route.Response.text(picture)));
        routes.put(
                "/metrics",
                path -> Optional.of(Route.Response.ok("text/plain; version=0.0.4; charset=utf-8", meters.scrape())));
        return routes;
    }

    private Settings settings() {
        Settings standard = Settings.DEFAULT;
        if (threads < 1 || threads > 64) {
            throw mistake("--threads is 1 to 64, not " + threads);
        }
        if (partitions < 1) {
            throw mistake("--partitions is at least 1, not " + partitions);
        }
        try {
            return new Settings(
                    flush,
                    lease,
                    standard.leaseHeartbeats(),
                    retention,
                    seriesPerRun,
                    findingsPerRun,
                    standard.runStateBytes());
        } catch (IllegalArgumentException e) {
            throw mistake(e.getMessage());
        }
    }

    private Path stateFolder() {
        if (stateDir != null) {
            return stateDir;
        }
        String home = System.getenv("HEADWATER_HOME");
        Path folder =
                home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".headwater") : Path.of(home);
        return folder.resolve("processor-state");
    }

    private Map<String, Object> kafkaSettings() {
        Map<String, Object> settings = new HashMap<>();
        if (kafkaConfig != null) {
            Properties more = new Properties();
            try (Reader file = Files.newBufferedReader(kafkaConfig, StandardCharsets.UTF_8)) {
                more.load(file);
            } catch (IOException e) {
                throw mistake("--kafka-config " + kafkaConfig + " cannot be read: " + e);
            }
            more.stringPropertyNames().forEach(name -> settings.put(name, more.getProperty(name)));
        }
        return settings;
    }

    private InetSocketAddress hostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw mistake("--status " + text + " is not host:port");
        }
    }

    private RuntimeException mistake(@Nullable String message) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(message));
    }
}
