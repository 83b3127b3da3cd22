package dev.headwater.agent;

import dev.headwater.agent.journal.Identity;
import dev.headwater.event.RunEvent;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordSerializer;
import java.time.Instant;
import java.util.Objects;

/** Payloads to the bytes that journals keep. The sequence is left at 0: the place in the journal decides it. */
final class EventFrames {

    private final RecordSerializer<RunEvent> serializer;

    EventFrames(BundledSchemas bundled) {
        serializer = new RecordSerializer<>(bundled);
    }

    synchronized byte[] frame(Identity identity, Instant occurredAt, Object payload) {
        RunEvent event = RunEvent.newBuilder()
                .setRunId(identity.runId())
                .setRank(identity.rank())
                .setBootId(identity.bootId())
                .setSequence(0)
                .setOccurredAt(occurredAt)
                .setPayload(payload)
                .build();
        return Objects.requireNonNull(serializer.serialize(Topic.RUN_EVENTS.topicName(), event));
    }
}
