package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headwater.schemas.wire.RegistryException;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.schemas.wire.WireException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.junit.jupiter.api.Test;

/** While the schema registry is away, records wait; they are not set aside. */
@SuppressWarnings("NullAway") // the handler is given no context: it asks nothing of it
class RegistryAwayTest {

    private final ConsumerRecord<byte[], byte[]> record =
            new ConsumerRecord<>("headwater.metrics", 0, 7, null, new byte[] {0});

    @Test
    void whatCannotBeReadForWantOfTheRegistryIsReadAgain() {
        RegistryException away = catchThrowableOfType(
                RegistryException.class,
                () -> SchemaSource.of("http://127.0.0.1:1").schema(1));
        assertThat(away).hasMessageContaining("not reached");

        assertThat(handler()
                        .handleError(null, record, new IllegalStateException(away))
                        .result())
                .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
    }

    @Test
    void whatIsWrongWithARecordSetsItAside() {
        assertThat(handler()
                        .handleError(null, record, new WireException("1 byte is no record"))
                        .deadLetterQueueRecords())
                .hasSize(1);
    }

    private static UnreadableRecords handler() {
        UnreadableRecords handler = new UnreadableRecords();
        handler.configure(Map.of());
        return handler;
    }
}
