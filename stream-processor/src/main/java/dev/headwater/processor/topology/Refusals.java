package dev.headwater.processor.topology;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.processor.store.PerThread;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Parts of batches that are refused, as records of the topic they came from. */
final class Refusals {

    /** @param topic where the record would belong */
    record Refused(Topic topic, byte @Nullable [] bytes) {}

    private final Serializer<MetricBatch> metrics;
    private final Serializer<HardwareBatch> hardware;

    Refusals(SchemaSource schemas) {
        metrics = PerThread.serializer(() -> new RecordSerializer<>(schemas));
        hardware = PerThread.serializer(() -> new RecordSerializer<>(schemas));
    }

    Refused metrics(MetricBatch batch) {
        return new Refused(Topic.METRICS, metrics.serialize(Topic.METRICS.topicName(), batch));
    }

    Refused hardware(HardwareBatch batch) {
        return new Refused(Topic.HARDWARE, hardware.serialize(Topic.HARDWARE.topicName(), batch));
    }
}
