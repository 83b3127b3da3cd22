package dev.headwater.processor;

import dev.headwater.processor.topology.ProcessorTopology;
import dev.headwater.processor.topology.Telemetry;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RegistryRoutes;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.service.Health;
import dev.headwater.service.Route;
import dev.headwater.service.Shutdown;
import dev.headwater.service.StatusServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The processor as a process. */
@Command(
        name = "headwater-processor",
        mixinStandardHelpOptions = true,
        description = "Turns what training processes say into lineage, series and findings.",
        showDefaultValues = true)
public final class ProcessorMain implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(12);

    @Mixin
    private final ProcessorOptions options = new ProcessorOptions();

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
        InetSocketAddress address = options.statusAddress();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Telemetry telemetry = new Telemetry(meters);
        Map<String, Object> kafka = options.kafkaSettings();
        ReadInputs read = new ReadInputs();
        Topology topology = ProcessorTopology.of(
                SchemaSource.of(options.schemaRegistry),
                options.settings(),
                options.rules(meters),
                Version.read(),
                telemetry,
                options.destinations(),
                read);
        String picture = topology.describe().toString();
        Shutdown shutdown = Shutdown.onSignal(PATIENCE);
        Health health = new Health();
        Work work = new Work(options, kafka, options.webhooks(), topology, read, telemetry, meters, health, shutdown);
        try (StatusServer server = StatusServer.start(address, health, routes(picture, meters))) {
            log.info("status at http://{}:{}/readyz", address.getHostString(), server.port());
            Thread worker = new Thread(work, "processor");
            worker.start();
            shutdown.await();
            worker.join(PATIENCE.toMillis());
            log.info("stopped");
        } finally {
            shutdown.finished();
        }
        return shutdown.finished();
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
}
