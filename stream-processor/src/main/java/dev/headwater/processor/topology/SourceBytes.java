package dev.headwater.processor.topology;

import java.util.Optional;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.jspecify.annotations.Nullable;

/**
 * Key and value, as they came in, of the record that the stream thread works on, for the handlers of errors.
 *
 * <p>Kafka Streams keeps them in the record's context, of which each entry of a store's cache has a copy: fifty thousand
 * small entries hold fifty thousand batches, beyond what the cache is allowed. And it drops them from the context with the
 * first record that is sent on. So the first stage takes them away from there, and they are kept here, one record per
 * thread.
 */
final class SourceBytes {

    private record Source(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {

        boolean isOf(ErrorHandlerContext failed) {
            return offset == failed.offset() && partition == failed.partition() && topic.equals(failed.topic());
        }
    }

    private static final ThreadLocal<@Nullable Source> AT_HAND = new ThreadLocal<>();

    private SourceBytes() {}

    /** To be called before anything is put into a store. A test fails when Kafka Streams' context is of another class. */
    static void take(ProcessorContext<?, ?> context) {
        if (context.recordMetadata().orElse(null) instanceof ProcessorRecordContext source) {
            AT_HAND.set(new Source(
                    source.topic(),
                    source.partition(),
                    source.offset(),
                    source.sourceRawKey(),
                    source.sourceRawValue()));
            source.freeRawRecord();
        }
    }

    static byte @Nullable [] key(ErrorHandlerContext failed) {
        return atHand(failed).map(Source::key).orElse(failed.sourceRawKey());
    }

    static byte @Nullable [] value(ErrorHandlerContext failed) {
        return atHand(failed).map(Source::value).orElse(failed.sourceRawValue());
    }

    private static Optional<Source> atHand(ErrorHandlerContext failed) {
        return Optional.ofNullable(AT_HAND.get()).filter(source -> source.isOf(failed));
    }
}
