package dev.headwater.launcher.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.StatementKey;
import dev.headwater.schemas.Topic;
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

class KnownRunsTest {

    private static final String TOPIC = Topic.LINEAGE.topicName();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final byte[] SAID = {1};

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private long offset;

    @BeforeEach
    void oneEmptyPartition() {
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void aRunIsKnownThatSaysThatItIsOneAndDoesNotTakeItBack() {
        consumer.schedulePollTask(() -> {
            gives("a|b", Kind.ACTIVITY, Identifiers.run("a|b"), SAID);
            gives("gone", Kind.ACTIVITY, Identifiers.run("gone"), SAID);
            gives("speaker", Kind.ACTIVITY, Identifiers.run("other"), SAID);
            gives("mentioned", Kind.USED, "rel:1", SAID);
            gives("gone", Kind.ACTIVITY, Identifiers.run("gone"), null);
        });
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));

        assertThat(KnownRuns.of(consumer, Duration.ofSeconds(20))
                        .among(Set.of("a|b", "gone", "speaker", "other", "mentioned")))
                .containsExactly("a|b");
    }

    @Test
    void aBrokerThatFallsSilentIsSaid() {
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));

        assertThatThrownBy(() -> KnownRuns.of(consumer, Duration.ofMillis(50)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("nothing more of headwater.lineage/0 at offset 0 of 5");
    }

    private void gives(String run, Kind kind, String id, byte @Nullable [] value) {
        byte[] key = new StatementKey(run, kind, id).text().getBytes(StandardCharsets.UTF_8);
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset++, key, value));
    }
}
