package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadInputsTest {

    private static final TopicPartition EVENTS = new TopicPartition("events", 3);
    private static final TopicPartition METRICS = new TopicPartition("metrics", 3);
    private static final TopicPartition OTHER = new TopicPartition("events", 0);

    private final ReadInputs read = new ReadInputs();

    @Test
    void nothingIsKnownWhileABacklogIsThere() {
        read.look(1_000, Map.of(EVENTS, 10L, METRICS, 100L), Map.of(EVENTS, 0L, METRICS, 1L));

        assertThat(read.millis(3)).isZero();
    }

    @Test
    void underLoadItIsReadUntilTheLookWhoseEndsAreReached() {
        read.look(1_000, Map.of(EVENTS, 10L, METRICS, 100L), Map.of(EVENTS, 0L, METRICS, 50L));
        read.look(3_000, Map.of(EVENTS, 20L, METRICS, 200L), Map.of(EVENTS, 5L, METRICS, 101L));
        assertThat(read.millis(3)).isZero();

        read.look(5_000, Map.of(EVENTS, 30L, METRICS, 300L), Map.of(EVENTS, 5L, METRICS, 200L));
        assertThat(read.millis(3)).isEqualTo(1_000);
    }

    @Test
    void whereNothingWaitsItIsReadUntilTheLook() {
        read.look(1_000, Map.of(EVENTS, 10L), Map.of(EVENTS, 3L));
        read.look(3_000, Map.of(EVENTS, 10L), Map.of(EVENTS, 0L));

        assertThat(read.millis(3)).isEqualTo(3_000);
    }

    @Test
    void onePartitionSaysNothingOfAnother() {
        read.look(1_000, Map.of(EVENTS, 10L, OTHER, 10L), Map.of(EVENTS, 1L, OTHER, 0L));

        assertThat(read.millis(3)).isZero();
        assertThat(read.millis(0)).isEqualTo(1_000);
    }

    @Test
    void aTopicThatWasMadeAnewIsWaitedForNoLongerThanItReaches() {
        read.look(1_000, Map.of(EVENTS, 1_000L), Map.of(EVENTS, 10L));
        read.look(3_000, Map.of(EVENTS, 2L), Map.of(EVENTS, 0L));

        assertThat(read.millis(3)).isEqualTo(3_000);
    }
}
