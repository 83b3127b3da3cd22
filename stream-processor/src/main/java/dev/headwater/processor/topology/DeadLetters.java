package dev.headwater.processor.topology;

import dev.headwater.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Records that cannot be taken, as they were, with headers that say why and where they came from. */
final class DeadLetters {

    static final String REASON = "headwater.reason";
    static final String TOPIC = "headwater.topic";
    static final String PARTITION = "headwater.partition";
    static final String OFFSET = "headwater.offset";
    static final String STAGE = "headwater.stage";
    static final String TRUNCATED = "headwater.truncated-from-bytes";

    /** The broker takes 4 MiB at most, headers included. */
    private static final int MOST_BYTES = 4_000_000;

    private static final int LONGEST_REASON = 2_000;

    private DeadLetters() {}

    /** @param stage what could not take it: reading, the name of a stage, or writing */
    static ProducerRecord<byte[], byte[]> of(
            String reason,
            String stage,
            @Nullable String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, REASON, reason);
        add(headers, STAGE, stage);
        if (topic != null) {
            add(headers, TOPIC, topic);
            add(headers, PARTITION, Integer.toString(partition));
            add(headers, OFFSET, Long.toString(offset));
        }
        byte[] kept = value;
        if (value != null && value.length > MOST_BYTES) {
            add(headers, TRUNCATED, Integer.toString(value.length));
            kept = Arrays.copyOf(value, MOST_BYTES);
        }
        return new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), null, null, key, kept, headers);
    }

    static Headers headers(String reason, Topic topic, Optional<RecordMetadata> from) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, REASON, reason);
        add(headers, STAGE, Names.SERIES);
        add(headers, TOPIC, topic.topicName());
        from.ifPresent(record -> {
            add(headers, PARTITION, Integer.toString(record.partition()));
            add(headers, OFFSET, Long.toString(record.offset()));
        });
        return headers;
    }

    /** What went wrong, in one line. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        String reason =
                failure instanceof Rejection || failure.getClass().getName().startsWith("dev.headwater.")
                        ? String.valueOf(message)
                        : failure.getClass().getSimpleName() + ": " + message;
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    private static void add(RecordHeaders headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
