package dev.headwater.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "r1", "baseline", "run|with|bars", "prüfung-7", "document-5f/http://example.org/b"})
    void aRunIsWhereKafkasProducerPutsItsEvents(String run) {
        for (int partitions : new int[] {1, 4, 7}) {
            assertThat(Topic.partition(run, partitions))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(run.getBytes(StandardCharsets.UTF_8), partitions));
        }
    }
}
