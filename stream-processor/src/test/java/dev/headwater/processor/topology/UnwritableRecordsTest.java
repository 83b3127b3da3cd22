package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Response;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.junit.jupiter.api.Test;

/** What is done with a record that the broker does not take. */
class UnwritableRecordsTest {

    private static final RecordTooLargeException TOO_LARGE = new RecordTooLargeException("4194305 bytes");

    private final UnwritableRecords handler = new UnwritableRecords();

    UnwritableRecordsTest() {
        handler.configure(Map.of("application.id", "headwater-processor"));
    }

    @Test
    void stateThatCannotBeWrittenFailsTheTask() {
        assertThat(refused("headwater-processor-run-watches-changelog", TOO_LARGE)
                        .result())
                .isEqualTo(Result.FAIL);
    }

    @Test
    void anOutputThatIsTooLargeIsSetAside() {
        Response response = refused(Topic.LINEAGE.topicName(), TOO_LARGE);

        assertThat(response.result()).isEqualTo(Result.RESUME);
        assertThat(response.deadLetterQueueRecords())
                .singleElement()
                .satisfies(letter -> assertThat(new String(
                                letter.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8))
                        .contains(Topic.LINEAGE.topicName(), "4194305 bytes"));
    }

    @Test
    void whatMayPassIsTriedAgain() {
        TimeoutException slow = new TimeoutException("no answer yet");

        assertThat(refused("headwater-processor-run-watches-changelog", slow).result())
                .isEqualTo(Result.RETRY);
        assertThat(refused(Topic.LINEAGE.topicName(), slow).result()).isEqualTo(Result.RETRY);
    }

    private Response refused(String topic, Exception failure) {
        return handler.handleError(context(), new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2}), failure);
    }

    private static ErrorHandlerContext context() {
        return Failing.at("series");
    }
}
