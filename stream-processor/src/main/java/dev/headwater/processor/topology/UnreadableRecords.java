package dev.headwater.processor.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** What cannot be read goes to the dead letters; the rest flows on. */
public final class UnreadableRecords implements DeserializationExceptionHandler {

    private final Complaints complaints = new Complaints();

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        String reason = DeadLetters.reason(failure);
        complaints.say("reading", record.topic(), record.partition(), record.offset(), reason);
        return Response.resume(List.of(DeadLetters.of(
                reason, "reading", record.topic(), record.partition(), record.offset(), record.key(), record.value())));
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}
