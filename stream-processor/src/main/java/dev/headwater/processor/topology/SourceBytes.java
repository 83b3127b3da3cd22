package dev.headwater.processor.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * The bytes of the record that a task works on, which Kafka Streams keeps for the handlers of errors. An entry of a store's
 * cache refers to the record that wrote it, and holds these bytes as long as it is there, beyond what the cache is allowed:
 * fifty thousand small entries held fifty thousand batches.
 */
final class SourceBytes {

    private SourceBytes() {}

    /**
     * Lets go of them, when all stages are through with the record. The class is internal to Kafka Streams; a test fails when
     * it is another.
     */
    static void release(ProcessorContext<?, ?> context) {
        context.recordMetadata()
                .filter(ProcessorRecordContext.class::isInstance)
                .map(ProcessorRecordContext.class::cast)
                .ifPresent(ProcessorRecordContext::freeRawRecord);
    }
}
