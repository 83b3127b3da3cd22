package dev.headwater.processor;

import dev.headwater.processor.delivery.Deliveries;
import dev.headwater.processor.delivery.Webhook;
import dev.headwater.processor.topology.DeadLetters;
import dev.headwater.processor.topology.StreamsSettings;
import dev.headwater.processor.topology.Telemetry;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.service.Health;
import dev.headwater.service.Shutdown;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the process does behind its status page, until the end is asked for: waits for Kafka, then runs the topology. */
final class Work implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final ProcessorOptions options;
    private final Map<String, Object> kafka;
    private final List<Webhook> hooks;
    private final Topology topology;
    private final ReadInputs read;
    private final Telemetry telemetry;
    private final MeterRegistry meters;
    private final Health health;
    private final Health.Condition broker;
    private final Shutdown shutdown;

    /**
     * @param kafka what the operator set of Kafka's clients
     * @param read what the topology asks how much is read
     */
    Work(
            ProcessorOptions options,
            Map<String, Object> kafka,
            List<Webhook> hooks,
            Topology topology,
            ReadInputs read,
            Telemetry telemetry,
            MeterRegistry meters,
            Health health,
            Shutdown shutdown) {
        this.options = options;
        this.kafka = kafka;
        this.hooks = hooks;
        this.topology = topology;
        this.read = read;
        this.telemetry = telemetry;
        this.meters = meters;
        this.health = health;
        this.broker = health.condition("kafka");
        this.shutdown = shutdown;
        health.condition("streams");
    }

    @Override
    public void run() {
        try {
            work();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("the processor cannot go on", e);
            shutdown.fail();
        }
    }

    private void work() throws InterruptedException {
        Map<String, Object> connection = new HashMap<>(kafka);
        connection.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap);
        Broker way = new Broker(connection, options.bootstrap, broker);
        if (!way.await(shutdown, options.createTopics, options.partitions)) {
            return;
        }
        if (options.replay) {
            way.create(options.findingsTopic);
        }
        Map<String, Object> settings = new HashMap<>(
                StreamsSettings.of(options.bootstrap, options.stateFolder().toString(), options.threads));
        settings.putAll(kafka);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, options.applicationId);
        settings.put(DeadLetters.KEPT, !options.replay);
        telemetry.addTo(settings);
        SchemaSource schemas = SchemaSource.of(options.schemaRegistry);
        try (Deliveries deliveries = Deliveries.begin(hooks, connection, schemas, meters);
                Engine engine = Engine.start(topology, settings, health, meters, shutdown::fail)) {
            Lag lag = new Lag(options.applicationId, meters, read);
            way.watch(shutdown, options.replay ? new Replay(lag, between(), shutdown) : lag::measure);
        }
    }

    /** Topics from one stage to another. */
    private List<String> between() {
        return topology.describe().subtopologies().stream()
                .flatMap(subtopology -> subtopology.nodes().stream())
                .filter(TopologyDescription.Source.class::isInstance)
                .flatMap(source -> ((TopologyDescription.Source) source).topicSet().stream())
                .filter(topic -> !Lag.INPUTS.contains(topic))
                .map(topic -> options.applicationId + "-" + topic)
                .sorted()
                .toList();
    }
}
