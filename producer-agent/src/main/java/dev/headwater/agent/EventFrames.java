package dev.headwater.agent;

import dev.headwater.agent.capture.ContentDigest;
import dev.headwater.agent.journal.Identity;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.RunEvent;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.WireException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Payloads to the bytes that journals keep. The sequence is left at 0: the place in the journal decides it. */
final class EventFrames {

    private final RecordSerializer<RunEvent> serializer;
    private final RecordDeserializer<RunEvent> deserializer;

    EventFrames(BundledSchemas bundled) {
        serializer = new RecordSerializer<>(bundled);
        deserializer = new RecordDeserializer<>(bundled, RunEvent.getClassSchema());
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

    /**
     * An event of a file, with what was found out about that.
     *
     * @param framed the event without a digest
     * @param digest null when there is none
     * @param changed whether the file is not what it was when it was named
     * @throws WireException when these bytes are no event
     */
    synchronized byte[] completed(byte[] framed, ContentDigest.@Nullable Result digest, boolean changed) {
        String topic = Topic.RUN_EVENTS.topicName();
        RunEvent event = Objects.requireNonNull(deserializer.deserialize(topic, framed));
        String sha256 = digest == null ? null : digest.sha256();
        Long bytes = digest == null ? null : (Long) digest.bytes();
        boolean unstable = changed || (digest != null && digest.unstable());
        Object payload = event.getPayload();
        if (payload instanceof ArtifactLogged artifact) {
            payload = ArtifactLogged.newBuilder(artifact)
                    .setSha256(sha256)
                    .setBytes(bytes)
                    .setUnstable(unstable)
                    .build();
        } else if (payload instanceof DatasetUsed dataset) {
            payload = DatasetUsed.newBuilder(dataset)
                    .setSha256(sha256)
                    .setBytes(bytes)
                    .setUnstable(unstable)
                    .build();
        } else if (payload instanceof ModelRegistered model) {
            payload = ModelRegistered.newBuilder(model)
                    .setSha256(sha256)
                    .setBytes(bytes)
                    .setUnstable(unstable)
                    .build();
        } else if (payload instanceof DeploymentLogged deployment) {
            payload = DeploymentLogged.newBuilder(deployment)
                    .setSha256(sha256)
                    .setBytes(bytes)
                    .setUnstable(unstable)
                    .build();
        }
        RunEvent completed = RunEvent.newBuilder(event).setPayload(payload).build();
        return Objects.requireNonNull(serializer.serialize(topic, completed));
    }
}
