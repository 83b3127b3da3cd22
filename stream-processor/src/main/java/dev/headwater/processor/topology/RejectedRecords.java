package dev.headwater.processor.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a stage cannot take goes to the dead letters as it came in; the rest flows on. */
public final class RejectedRecords implements ProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedRecords.class);

    private final Complaints complaints = new Complaints();

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        String stage = String.valueOf(context.processorNodeId());
        byte[] value = context.sourceRawValue();
        if (!(failure instanceof Rejection) && !(failure instanceof IllegalArgumentException)) {
            LOG.error("stage {} failed; this is a defect of the processor, please report it", stage, failure);
        }
        if (record == null) {
            // A timer failed: there is no record to set aside, and the timer comes again.
            return Response.resume();
        }
        String reason = DeadLetters.reason(failure);
        complaints.say(stage, context.topic(), context.partition(), context.offset(), reason);
        return Response.resume(List.of(DeadLetters.of(
                reason, stage, context.topic(), context.partition(), context.offset(), context.sourceRawKey(), value)));
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}
