package dev.headwater.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Group group = new Group();
    private final Backlog backlog = new Backlog(List.of("inputs"), List.of("first", "second"));

    @Test
    void isDoneAtOnceWhereThereIsNothing() throws Exception {
        assertThat(backlog.done(group)).isTrue();
    }

    @Test
    void isNotDoneWhileAStageStandsStillHoweverOftenItIsLookedAt() throws Exception {
        group.written("inputs", 10);
        group.read("inputs", 9);
        assertThat(backlog.done(group)).isFalse();

        group.read("inputs", 10);
        group.written("first", 5);
        group.read("first", 4);
        for (int look = 0; look < 100; look++) {
            assertThat(backlog.done(group)).isFalse();
        }

        group.read("first", 5);
        assertThat(backlog.done(group)).isTrue();
        assertThat(backlog.done(group)).isTrue();
    }

    @Test
    void followsWhatOneStageTellsTheNext() throws Exception {
        group.written("inputs", 1);
        group.read("inputs", 1);
        group.written("first", 1);
        assertThat(backlog.done(group)).isFalse();

        group.read("first", 1);
        group.written("second", 1);
        assertThat(backlog.done(group)).isFalse();

        group.read("second", 1);
        assertThat(backlog.done(group)).isTrue();
    }

    @Test
    void doesNotWaitForWhatCameLater() throws Exception {
        group.written("inputs", 10);
        assertThat(backlog.done(group)).isFalse();

        group.written("inputs", 1_000_000);
        group.read("inputs", 10);
        assertThat(backlog.done(group)).isTrue();
    }

    /** Topics of one partition each, and one reader. */
    private static final class Group implements Backlog.Readers {

        private final Map<TopicPartition, Long> written = new HashMap<>();
        private final Map<TopicPartition, Long> read = new HashMap<>();

        void written(String topic, long until) {
            written.put(new TopicPartition(topic, 0), until);
        }

        void read(String topic, long until) {
            read.put(new TopicPartition(topic, 0), until);
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<String> topics) {
            Map<TopicPartition, Long> ends = new HashMap<>(written);
            ends.keySet().removeIf(partition -> !topics.contains(partition.topic()));
            return ends;
        }

        @Override
        public long unread(Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - read.getOrDefault(end.getKey(), 0L)))
                    .sum();
        }
    }
}
