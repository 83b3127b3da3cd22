package dev.headwater.processor.topology;

import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records that cannot be taken, as they were, with headers that say why and where they came from. */
public final class DeadLetters {

    /** Setting of Kafka Streams: false where bad records are only passed over, as in a replay of what was read before. */
    public static final String KEPT = "headwater.dead-letters.kept";

    /** The broker takes 4 MiB at most, headers included. */
    private static final int MOST_BYTES = 4_000_000;

    private static final int MOST_KEY_BYTES = 64_000;

    private static final int LONGEST_REASON = 2_000;

    /**
     * Where a record came from.
     *
     * @param topic null where it is not known, as in a timer
     */
    public record Origin(@Nullable String topic, int partition, long offset) {}

    private DeadLetters() {}

    static boolean kept(Map<String, ?> configs) {
        return !"false".equals(String.valueOf(configs.get(KEPT)));
    }

    /** @param stage what could not take it: reading, the name of a stage, or writing */
    public static ProducerRecord<byte[], byte[]> of(
            DeadLetter.Kind kind,
            String reason,
            @Nullable Throwable failure,
            String stage,
            Origin from,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        Headers headers = headers(kind, reason, failure, stage, from);
        byte[] kept = value;
        if (value != null && value.length > MOST_BYTES) {
            add(headers, DeadLetter.TRUNCATED, Integer.toString(value.length));
            kept = Arrays.copyOf(value, MOST_BYTES);
        }
        byte[] keptKey = key;
        if (key != null && key.length > MOST_KEY_BYTES) {
            add(headers, DeadLetter.TRUNCATED_KEY, Integer.toString(key.length));
            keptKey = Arrays.copyOf(key, MOST_KEY_BYTES);
        }
        return new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), null, null, keptKey, kept, headers);
    }

    static Headers headers(
            DeadLetter.Kind kind, String reason, @Nullable Throwable failure, String stage, Origin from) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, DeadLetter.REASON, shortened(reason));
        add(headers, DeadLetter.KIND, kind.word());
        add(headers, DeadLetter.COMPONENT, Names.APPLICATION);
        add(headers, DeadLetter.STAGE, stage);
        add(headers, DeadLetter.AT, Instant.now(Clock.systemUTC()).toString());
        if (failure != null) {
            add(headers, DeadLetter.EXCEPTION, failure.getClass().getName());
        }
        if (from.topic() != null) {
            add(headers, DeadLetter.TOPIC, from.topic());
            add(headers, DeadLetter.PARTITION, Integer.toString(from.partition()));
            add(headers, DeadLetter.OFFSET, Long.toString(from.offset()));
        }
        return headers;
    }

    /** What went wrong, in one line. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        String reason =
                failure instanceof Rejection || failure.getClass().getName().startsWith("dev.headwater.")
                        ? String.valueOf(message)
                        : failure.getClass().getSimpleName() + ": " + message;
        return shortened(reason);
    }

    private static String shortened(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, DeadLetter.bytes(text));
    }
}
