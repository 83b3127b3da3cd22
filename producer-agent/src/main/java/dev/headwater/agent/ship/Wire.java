package dev.headwater.agent.ship;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.RunEvent;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.schemas.wire.WireException;
import java.util.Objects;

/** Records to the bytes of messages. One thread. */
final class Wire {

    private final RecordSerializer<MetricBatch> metrics;
    private final RecordSerializer<HardwareBatch> hardware;
    private final RecordSerializer<RunEvent> events;
    private final RecordDeserializer<RunEvent> journalled;

    /** @param schemas ids that messages are framed with */
    Wire(SchemaSource schemas, BundledSchemas bundled) {
        metrics = new RecordSerializer<>(schemas);
        hardware = new RecordSerializer<>(schemas);
        events = new RecordSerializer<>(schemas);
        journalled = new RecordDeserializer<>(bundled, RunEvent.getClassSchema());
    }

    byte[] metrics(MetricBatch batch) {
        return Objects.requireNonNull(metrics.serialize(Topic.METRICS.topicName(), batch));
    }

    byte[] hardware(HardwareBatch batch) {
        return Objects.requireNonNull(hardware.serialize(Topic.HARDWARE.topicName(), batch));
    }

    /** Whether an event of a journal is no event; sending it later would not help. */
    boolean unreadable(byte[] framed) {
        try {
            journalled.deserialize(Topic.RUN_EVENTS.topicName(), framed);
            return false;
        } catch (WireException e) {
            return true;
        }
    }

    /** An event as it is in a journal, with its sequence. @param shorten whether long texts are cut */
    byte[] event(byte[] framed, long sequence, boolean shorten) {
        RunEvent event = Objects.requireNonNull(journalled.deserialize(Topic.RUN_EVENTS.topicName(), framed));
        RunEvent placed = RunEvent.newBuilder(event).setSequence(sequence).build();
        if (shorten) {
            Shortened.cut(placed);
        }
        return Objects.requireNonNull(events.serialize(Topic.RUN_EVENTS.topicName(), placed));
    }
}
