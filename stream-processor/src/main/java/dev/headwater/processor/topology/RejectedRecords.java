package dev.headwater.processor.topology;

import dev.headwater.schemas.DeadLetter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stage cannot take goes to the dead letters as it came in; the rest flows on. A store or a broker that fails says
 * nothing about the record at hand: then the task fails, and does the record again.
 */
public final class RejectedRecords implements ProcessingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedRecords.class);

    private final Complaints complaints = new Complaints();
    private Telemetry telemetry = Telemetry.unheard();
    private boolean kept = true;

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        if (failure instanceof KafkaException && !(failure instanceof SerializationException)) {
            return Response.fail();
        }
        String stage = String.valueOf(context.processorNodeId());
        DeadLetter.Kind kind = kind(failure);
        if (kind == DeadLetter.Kind.FAILED) {
            LOG.error("stage {} failed; this is a defect of the processor, please report it", stage, failure);
        }
        if (record == null) {
            // A timer failed: there is no record to set aside, and the timer comes again.
            return Response.resume();
        }
        String reason = DeadLetters.reason(failure);
        complaints.say(stage, context.topic(), context.partition(), context.offset(), reason);
        if (!kept) {
            return Response.resume();
        }
        ProducerRecord<byte[], byte[]> letter = DeadLetters.of(
                kind,
                reason,
                failure,
                stage,
                new DeadLetters.Origin(context.topic(), context.partition(), context.offset()),
                SourceBytes.key(context),
                SourceBytes.value(context));
        telemetry.count(letter.headers());
        return Response.resume(List.of(letter));
    }

    private static DeadLetter.Kind kind(Exception failure) {
        if (failure instanceof Rejection rejection) {
            return rejection.kind();
        }
        return failure instanceof IllegalArgumentException ? DeadLetter.Kind.REJECTED : DeadLetter.Kind.FAILED;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        telemetry = Telemetry.of(configs);
        kept = DeadLetters.kept(configs);
    }
}
