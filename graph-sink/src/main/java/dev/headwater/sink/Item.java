package dev.headwater.sink;

import dev.headwater.sink.intent.Said;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of a topic, and what it says.
 *
 * @param record as it was
 * @param said null for a record that cannot be read, and for a tombstone of nothing that could have been said
 * @param fault why it cannot be read, or null
 */
record Item(
        ConsumerRecord<byte[], byte[]> record,
        @Nullable Said said,
        @Nullable String fault) {

    int weight() {
        return said == null ? 1 : said.weight();
    }

    Optional<Said> what() {
        return Optional.ofNullable(said);
    }
}
