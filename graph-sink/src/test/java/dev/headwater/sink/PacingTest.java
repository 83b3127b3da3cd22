package dev.headwater.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PacingTest {

    @Test
    void batchesGrowWhileTheyAreQuickAndShrinkWhenTheyAreSlow() {
        BatchSize size = new BatchSize();
        int before = size.size();

        size.took(true, Duration.ofMillis(50));
        assertThat(size.size()).isGreaterThan(before);

        size.took(true, Duration.ofSeconds(2));
        size.took(true, Duration.ofSeconds(2));
        assertThat(size.size()).isLessThan(before);
    }

    @Test
    void batchesStayWithinTheirBounds() {
        BatchSize size = new BatchSize();
        for (int i = 0; i < 50; i++) {
            size.took(true, Duration.ofMillis(1));
        }
        assertThat(size.size()).isEqualTo(BatchSize.LARGEST);
        for (int i = 0; i < 50; i++) {
            size.took(true, Duration.ofSeconds(5));
        }
        assertThat(size.size()).isEqualTo(BatchSize.SMALLEST);
    }

    @Test
    void aSmallQuickBatchSaysNothingAboutLargerOnes() {
        BatchSize size = new BatchSize();
        int before = size.size();

        size.took(false, Duration.ofMillis(2));

        assertThat(size.size()).isEqualTo(before);
    }

    @Test
    void waitsDoubleUntilSomethingSucceeds() {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(300));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waits.add(backoff.failed().toMillis());
        }
        assertThat(waits).containsExactly(50L, 100L, 200L, 300L, 300L);

        backoff.succeeded();
        assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void pendingGivesWhatFitsAndKeepsItUntilItIsDone() {
        Pending pending = new Pending();
        for (int i = 0; i < 5; i++) {
            pending.add(new Item(new ConsumerRecord<>("t", 0, i, new byte[0], new byte[0]), null, null), 100);
        }

        assertThat(pending.first(2)).hasSize(2);
        assertThat(pending.size()).isEqualTo(5);
        pending.done(2);
        assertThat(pending.first(10)).extracting(item -> item.record().offset()).containsExactly(2L, 3L, 4L);
        assertThat(pending.weight()).isEqualTo(3);
        assertThat(pending.age(150)).isEqualTo(50);
    }

    @Test
    void pendingGivesAtLeastOne() {
        Pending pending = new Pending();
        pending.add(new Item(new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]), null, null), 0);

        assertThat(pending.first(0)).hasSize(1);
    }
}
