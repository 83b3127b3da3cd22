package dev.headwater.processor.topology;

import dev.headwater.schemas.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;

/** Where something failed. */
final class Failing {

    private Failing() {}

    /** At a stage, with a record of metrics at hand. */
    @SuppressWarnings("NullAway") // no handler of ours asks for the context of the processor
    static ErrorHandlerContext at(String stage) {
        return new DefaultErrorHandlerContext(
                null,
                Topic.METRICS.topicName(),
                3,
                17,
                new RecordHeaders(),
                stage,
                new TaskId(0, 3),
                0,
                "r".getBytes(StandardCharsets.UTF_8),
                new byte[] {0, 1});
    }
}
