package dev.headwater.launcher.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunLogTest {

    private static final TopicPartition LINEAGE = new TopicPartition(Topic.LINEAGE.topicName(), 0);
    private static final TopicPartition SERIES = new TopicPartition(Topic.SERIES.topicName(), 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final RunLog log = new RunLog(consumer, SchemaSource.of(""), Duration.ofMillis(50));

    @BeforeEach
    void onePartitionOfEach() {
        for (TopicPartition partition : List.of(LINEAGE, SERIES)) {
            PartitionInfo info = new PartitionInfo(partition.topic(), 0, Node.noNode(), new Node[0], new Node[0]);
            consumer.updatePartitions(partition.topic(), List.of(info));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, 0L));
        }
    }

    @Test
    void aRunThatNobodyHeardOfSaysNothing() {
        assertThat(log.lineage("r")).isEmpty();
        assertThat(log.chunks("r")).isEmpty();
    }

    @Test
    void whatWasTakenBackIsNotSaid() {
        Statement kept = Statement.entity("data:1").run("r").build();
        Statement gone = Statement.entity("data:2").run("r").build();
        Statement ofAnother = Statement.entity("data:1").run("r2").build();
        gives(LINEAGE, said(0, kept), said(1, gone), said(2, ofAnother), record(LINEAGE, 3, gone.key(), null));
        assertThat(log.lineage("r")).containsOnlyKeys(kept.key());

        gives(
                SERIES,
                record(SERIES, 0, "r|series:r/train/loss|0", new byte[1]),
                record(SERIES, 1, "r|series:r/train/loss|1", new byte[1]),
                record(SERIES, 2, "r|series:r/train/loss|1", null));
        assertThat(log.chunks("r")).isEqualTo(Set.of("r|series:r/train/loss|0"));
    }

    @Test
    void whatIsSaidAfterTheEndIsNotWaitedFor() {
        Statement late = Statement.entity("data:2").run("r").build();
        gives(LINEAGE, said(0, Statement.entity("data:1").run("r").build()), said(1, late));
        consumer.updateEndOffsets(Map.of(LINEAGE, 1L));

        assertThat(log.lineage("r")).doesNotContainKey(late.key()).hasSize(1);
    }

    @Test
    void aBrokerThatFallsSilentIsSaid() {
        consumer.updateEndOffsets(Map.of(LINEAGE, 5L));

        assertThatThrownBy(() -> log.lineage("r"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("headwater.lineage/0 at offset 0 of 5");
    }

    @Test
    void aTopicThatIsNotThereIsSaid() {
        consumer.updatePartitions(Topic.LINEAGE.topicName(), List.of());

        assertThatThrownBy(() -> log.lineage("r"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no topic headwater.lineage");
    }

    @SafeVarargs
    private void gives(TopicPartition partition, ConsumerRecord<byte[], byte[]>... records) {
        consumer.updateEndOffsets(Map.of(partition, (long) records.length));
        consumer.schedulePollTask(() -> List.of(records).forEach(consumer::addRecord));
    }

    private static ConsumerRecord<byte[], byte[]> said(long offset, Statement statement) {
        return record(
                LINEAGE,
                offset,
                statement.key(),
                new RecordSerializer<>(SchemaSource.of(""))
                        .serialize(LINEAGE.topic(), StatementRecords.toRecord(statement)));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
