package dev.headwater.processor;

import dev.headwater.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams at work: says whether it consumes, replaces threads that fail, and gives up when they keep failing. */
final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(8);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final Health.Condition health;

    private Engine(KafkaStreams streams, KafkaStreamsMetrics metrics, Health.Condition health) {
        this.streams = streams;
        this.metrics = metrics;
        this.health = health;
    }

    /** @param giveUp run, by any thread, when the processor cannot go on */
    static Engine start(
            Topology topology, Map<String, Object> settings, Health health, MeterRegistry meters, Runnable giveUp) {
        Properties config = new Properties();
        config.putAll(settings);
        Health.Condition consuming = health.condition("streams");
        KafkaStreams streams = new KafkaStreams(topology, config);
        streams.setStateListener((now, before) -> {
            switch (now) {
                case RUNNING -> {
                    if (consuming.ready()) {
                        LOG.info("consuming");
                    }
                }
                case REBALANCING -> consuming.notReady("taking over partitions and restoring their state");
                case ERROR -> {
                    consuming.notReady("stopped by an error, see the log");
                    giveUp.run();
                }
                default -> consuming.notReady("stopping");
            }
        });
        Failures failures = new Failures(10, Duration.ofMinutes(5), System::nanoTime);
        streams.setUncaughtExceptionHandler(failure -> {
            boolean again = failures.another();
            LOG.error(
                    again
                            ? "a stream thread failed and is replaced"
                            : "stream threads keep failing, the processor cannot go on",
                    failure);
            return again ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(meters);
        streams.start();
        LOG.info("started as {} with {}", settings.get("application.id"), settings.get("processing.guarantee"));
        return new Engine(streams, metrics, consuming);
    }

    @Override
    public void close() {
        health.notReady("stopping");
        // Leaving the group hands the partitions over at once, instead of when the session has timed out.
        boolean closed = streams.close(CloseOptions.timeout(CLOSE_PATIENCE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        metrics.close();
        if (!closed) {
            LOG.warn("stream threads did not end within {}; what they had under way is done again", CLOSE_PATIENCE);
        }
    }
}
