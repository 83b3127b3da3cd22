package dev.headwater.processor.topology;

import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RegistryException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * A record that the broker refuses for what it is goes to the dead letters, cut to what fits; trouble that may pass is
 * tried again. Everything else (no permission, fenced) is not about the record and fails the task. So does a record of a
 * changelog, whatever is wrong with it: to go on would be to lose state that nobody misses until it is restored.
 *
 * <p>The handler that comes with Kafka Streams fails the application even where a dead-letter topic is set (KIP-1348).
 */
public final class UnwritableRecords implements ProductionExceptionHandler {

    private final Complaints complaints = new Complaints();
    private Telemetry telemetry = Telemetry.unheard();
    private boolean kept = true;
    private String application = "";

    @Override
    public Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
        if (changelog(record.topic())) {
            return failure instanceof RetriableException ? Response.retry() : Response.fail();
        }
        boolean aboutRecord = failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException;
        if (aboutRecord) {
            return setAside(context, record.topic(), record.key(), failure);
        }
        return failure instanceof RetriableException ? Response.retry() : Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception failure,
            SerializationExceptionOrigin origin) {
        return RegistryException.isCauseOf(failure) || changelog(record.topic())
                ? Response.fail()
                : setAside(context, record.topic(), SourceBytes.key(context), failure);
    }

    /** Kafka Streams names them so. */
    private boolean changelog(String topic) {
        return topic.startsWith(application + "-") && topic.endsWith("-changelog");
    }

    private Response setAside(ErrorHandlerContext context, String to, byte @Nullable [] key, Exception failure) {
        String reason = "a record for topic " + to + " could not be written: " + DeadLetters.reason(failure);
        complaints.say("writing", context.topic(), context.partition(), context.offset(), reason);
        if (!kept || to.equals(Topic.DEAD_LETTERS.topicName())) {
            return Response.resume();
        }
        ProducerRecord<byte[], byte[]> letter = DeadLetters.of(
                DeadLetter.Kind.UNWRITABLE,
                reason,
                failure,
                "writing",
                new DeadLetters.Origin(context.topic(), context.partition(), context.offset()),
                key,
                SourceBytes.value(context));
        telemetry.count(letter.headers());
        return Response.resume(List.of(letter));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        telemetry = Telemetry.of(configs);
        kept = DeadLetters.kept(configs);
        application = String.valueOf(configs.get(StreamsConfig.APPLICATION_ID_CONFIG));
    }
}
