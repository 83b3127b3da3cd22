package dev.headwater.processor.topology;

import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.wire.RegistryException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** What cannot be read goes to the dead letters; the rest flows on. A registry that is away fails the task: the record waits. */
public final class UnreadableRecords implements DeserializationExceptionHandler {

    private final Complaints complaints = new Complaints();
    private Telemetry telemetry = Telemetry.unheard();
    private boolean kept = true;

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        if (RegistryException.isCauseOf(failure)) {
            return Response.fail();
        }
        String reason = DeadLetters.reason(failure);
        complaints.say("reading", record.topic(), record.partition(), record.offset(), reason);
        if (!kept) {
            return Response.resume();
        }
        ProducerRecord<byte[], byte[]> letter = DeadLetters.of(
                DeadLetter.Kind.UNREADABLE,
                reason,
                failure,
                "reading",
                new DeadLetters.Origin(record.topic(), record.partition(), record.offset()),
                record.key(),
                record.value());
        telemetry.count(letter.headers());
        return Response.resume(List.of(letter));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        telemetry = Telemetry.of(configs);
        kept = DeadLetters.kept(configs);
    }
}
