package dev.headwater.benchmarks.processor;

import dev.headwater.benchmarks.Broker;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.schemas.Columns;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Messages of many runs that wait in the broker, as agents send them: the runs in turns. */
final class Backlog {

    private static final long HEARTBEAT_MILLIS = 600_000;

    private final Shape shape;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final RecordSerializer<SpecificRecord> serializer = new RecordSerializer<>(SchemaSource.of(""));

    private Backlog(Shape shape) {
        this.shape = shape;
    }

    /**
     * Sends all of it and waits for the broker's confirmation.
     *
     * @throws IllegalStateException when the broker did not take a message
     */
    static void send(String bootstrap, Shape shape) {
        Backlog backlog = new Backlog(shape);
        try (KafkaProducer<String, byte[]> producer = producer(bootstrap)) {
            for (int run = 0; run < shape.runs(); run++) {
                for (RunEvent event : backlog.begin(run)) {
                    producer.send(backlog.record(Topic.RUN_EVENTS, run, event), backlog::confirmed);
                }
            }
            for (int batch = 0; batch < shape.batchesPerRun(); batch++) {
                backlog.send(producer, batch);
            }
        }
        backlog.check();
    }

    /** Sends the last message of each run; the others were sent before. */
    static void sendLast(String bootstrap, Shape shape) {
        Backlog backlog = new Backlog(shape);
        try (KafkaProducer<String, byte[]> producer = producer(bootstrap)) {
            backlog.send(producer, shape.batchesPerRun() - 1);
        }
        backlog.check();
    }

    private void confirmed(@Nullable RecordMetadata where, @Nullable Exception e) {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
    }

    private void check() {
        Exception e = failure.get();
        if (e != null) {
            throw new IllegalStateException("the broker did not take a message: " + e.getMessage(), e);
        }
    }

    private static KafkaProducer<String, byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Broker.backlogSettings(bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    private void send(KafkaProducer<String, byte[]> producer, int batch) {
        for (int run = 0; run < shape.runs(); run++) {
            producer.send(record(Topic.METRICS, run, batch(run, batch)), this::confirmed);
        }
    }

    private ProducerRecord<String, byte[]> record(Topic topic, int run, SpecificRecord record) {
        return new ProducerRecord<>(topic.topicName(), shape.run(run), serializer.serialize(topic.topicName(), record));
    }

    private List<RunEvent> begin(int run) {
        RunStarted start = RunStarted.newBuilder()
                .setExperiment("benchmark")
                .setHost("node")
                .setUser("ada")
                .setCommandLine(List.of("train"))
                .setWorkingDirectory("/")
                .setCollector("headwater-agent")
                .setCollectorVersion("0")
                .build();
        return List.of(event(run, 0, start), event(run, 1, new Heartbeat(HEARTBEAT_MILLIS, 0L, 0L)));
    }

    private RunEvent event(int run, long sequence, Object payload) {
        return new RunEvent(shape.run(run), 0, "boot", sequence, Instant.ofEpochMilli(shape.time(0)), payload);
    }

    private MetricBatch batch(int run, int batch) {
        long first = (long) batch * shape.pointsPerBatch();
        long last = first + shape.pointsPerBatch() - 1;
        List<MetricColumns> columns = new ArrayList<>(shape.series());
        for (int series = 0; series < shape.series(); series++) {
            long from = points(series, first);
            int count = (int) (points(series, last + 1) - from);
            if (count > 0) {
                columns.add(columns(series, from, count));
            }
        }
        return new MetricBatch(shape.run(run), 0, "boot", first, last, Instant.ofEpochMilli(shape.time(0)), columns);
    }

    /** Points of a series among the first of a run. */
    private long points(int series, long ofAll) {
        return ofAll / shape.series() + (series < ofAll % shape.series() ? 1 : 0);
    }

    private MetricColumns columns(int series, long from, int count) {
        long[] steps = new long[count];
        long[] times = new long[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            steps[i] = from + i;
            times[i] = shape.time(steps[i]);
            values[i] = Shape.value(series, steps[i]);
        }
        return new MetricColumns(
                Shape.name(series),
                Shape.CONTEXT,
                Columns.deltas(steps, count),
                Columns.deltas(times, count),
                Columns.doubles(values, count));
    }
}
