package dev.headwater.processor.topology;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.schemas.DeadLetter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Counts what leaves the topology and what it keeps, for whoever watches the process. Counters count attempts: what a
 * killed transaction had counted is counted again. For use by any thread.
 */
public final class Telemetry {

    /** Setting of Kafka Streams under which handlers find the telemetry of their process. */
    static final String SETTING = "headwater.telemetry";

    /** What one task keeps. */
    record Census(long running, long lost, long ended, long openSeries, long mutedFindings) {}

    private final MeterRegistry meters;
    private final Map<TaskId, Census> tasks = new ConcurrentHashMap<>();

    public Telemetry(MeterRegistry meters) {
        this.meters = meters;
        for (DeadLetter.Kind kind : DeadLetter.Kind.values()) {
            deadLetters(kind.word());
        }
        runs("running", Census::running);
        runs("lost", Census::lost);
        runs("ended", Census::ended);
        gauge("headwater.series.open", "Series of runs that have not ended", Census::openSeries);
        gauge(
                "headwater.findings.muted",
                "Findings kept back because their run had used up its budget, over the runs whose state is kept",
                Census::mutedFindings);
    }

    /** Counts for nobody. */
    public static Telemetry unheard() {
        return new Telemetry(new SimpleMeterRegistry());
    }

    /** Adds itself to settings of Kafka Streams. */
    public void addTo(Map<String, Object> settings) {
        settings.put(SETTING, this);
    }

    static Telemetry of(Map<String, ?> settings) {
        return settings.get(SETTING) instanceof Telemetry telemetry ? telemetry : unheard();
    }

    /** A serializer of findings that counts each. */
    Serializer<Anomaly> findings(Serializer<Anomaly> serializer) {
        return (topic, anomaly) -> {
            Counter.builder("headwater.findings")
                    .description("Findings told, by rule, severity and state")
                    .tag("rule", anomaly.getRule())
                    .tag("severity", word(anomaly.getSeverity()))
                    .tag("state", word(anomaly.getState()))
                    .register(meters)
                    .increment();
            return serializer.serialize(topic, anomaly);
        };
    }

    /** A serializer of dead letters that counts each by its headers. */
    Serializer<byte[]> deadLetters(Serializer<byte[]> serializer) {
        return new Serializer<>() {
            @Override
            public byte[] serialize(String topic, byte[] letter) {
                return serializer.serialize(topic, letter);
            }

            @Override
            public byte[] serialize(String topic, Headers headers, byte[] letter) {
                count(headers);
                return serializer.serialize(topic, headers, letter);
            }
        };
    }

    void count(Headers headers) {
        var kind = headers.lastHeader(DeadLetter.KIND);
        deadLetters(kind == null ? DeadLetter.Kind.FAILED.word() : new String(kind.value(), DeadLetter.CHARSET))
                .increment();
    }

    void census(TaskId task, @Nullable Census census) {
        if (census == null) {
            tasks.remove(task);
        } else {
            tasks.put(task, census);
        }
    }

    private Counter deadLetters(String kind) {
        return Counter.builder("headwater.dead.letters")
                .description("Records set aside in headwater.dead-letters, by the kind of the reason")
                .tag("kind", kind)
                .register(meters);
    }

    private void runs(String state, ToLongFunction<Census> count) {
        Gauge.builder("headwater.runs", () -> sum(count))
                .description("Runs whose state this instance keeps, by their state")
                .tag("state", state)
                .register(meters);
    }

    private void gauge(String name, String description, ToLongFunction<Census> count) {
        Gauge.builder(name, () -> sum(count)).description(description).register(meters);
    }

    private long sum(ToLongFunction<Census> count) {
        return tasks.values().stream().mapToLong(count).sum();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
