package dev.headwater.processor.topology;

import dev.headwater.processor.detect.Origin;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** Where what is being processed came from. */
final class Origins {

    private Origins() {}

    static Origin of(ProcessingContext context) {
        return context.recordMetadata()
                .map(record -> new Origin(record.topic(), record.partition(), record.offset()))
                .orElse(Origin.NONE);
    }
}
