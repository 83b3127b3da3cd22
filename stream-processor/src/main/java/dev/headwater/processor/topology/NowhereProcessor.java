package dev.headwater.processor.topology;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** Takes the place of an output that is not written. */
final class NowhereProcessor implements Processor<String, Object, Void, Void> {

    @Override
    public void process(Record<String, Object> record) {}
}
