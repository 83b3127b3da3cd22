package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.lineage.ProvStatement;
import dev.headwater.processor.Guest;
import dev.headwater.processor.detect.rules.Rulebook;
import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.RegistryException;
import dev.headwater.schemas.wire.SchemaSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler.Response;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler.Result;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a stage that fails: whether the record is to blame. */
class RejectedRecordsTest {

    @TempDir
    Path folder = Path.of("");

    private final RejectedRecords handler = new RejectedRecords();

    RejectedRecordsTest() {
        handler.configure(Map.of());
    }

    @Test
    void aBrokerOrAStoreThatFailsSaysNothingAboutTheRecord() {
        assertThat(after(new TimeoutException("the broker does not answer")).result())
                .isEqualTo(Result.FAIL);
        assertThat(after(new ProcessorStateException("the disk is full")).result())
                .isEqualTo(Result.FAIL);
        assertThat(after(new KafkaException("fenced")).result()).isEqualTo(Result.FAIL);
        assertThat(after(new TimeoutException("the broker does not answer")).deadLetterQueueRecords())
                .isEmpty();
    }

    @Test
    void whatIsWrongWithTheRecordSetsItAside() {
        for (Exception failure : new Exception[] {
            new SerializationException("no record"),
            new IllegalArgumentException("rank -1"),
            new IllegalStateException("?")
        }) {
            Response response = after(failure);
            assertThat(response.result()).isEqualTo(Result.RESUME);
            assertThat(response.deadLetterQueueRecords())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.headers()
                                    .lastHeader(DeadLetter.STAGE)
                                    .value())
                            .isEqualTo(DeadLetter.bytes("series")));
        }
    }

    /** The way of it in the whole topology: the record is read and mapped, and its statements find no schema id. */
    @Test
    void aRecordWhoseStatementsCannotBeWrittenForWantOfTheRegistryIsDoneAgain() {
        BundledSchemas schemas = BundledSchemas.load();
        Properties config = new Properties();
        config.putAll(StreamsSettings.of("bench:9092", folder.toString(), 1));
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        try (TopologyTestDriver driver = new TopologyTestDriver(
                ProcessorTopology.of(
                        new AwayForStatements(schemas), Settings.DEFAULT, Rulebook.standard()::forExperiment, "test"),
                config,
                Guest.BEGIN)) {
            byte[] start =
                    new RecordSerializer<>(schemas).serialize(Topic.RUN_EVENTS.topicName(), new Guest("r").starts());

            assertThatThrownBy(() -> driver.createInputTopic(
                                    Topic.RUN_EVENTS.topicName(), new StringSerializer(), new ByteArraySerializer())
                            .pipeInput("r", start))
                    .matches(RegistryException::isCauseOf, "because of the registry");
            assertThat(driver.createOutputTopic(
                                    Topic.DEAD_LETTERS.topicName(),
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer())
                            .isEmpty())
                    .isTrue();
        }
    }

    private Response after(Exception failure) {
        return handler.handleError(Failing.at("series"), new Record<>("r", "batch", 0), failure);
    }

    /** A registry that was there when the inputs were read, and is not when outputs are to be written. */
    private record AwayForStatements(SchemaSource known) implements SchemaSource {

        @Override
        public int id(String subject, Schema schema) {
            return schema.equals(ProvStatement.getClassSchema())
                    ? SchemaSource.of("http://127.0.0.1:1").id(subject, schema)
                    : known.id(subject, schema);
        }

        @Override
        public Schema schema(int id) {
            return known.schema(id);
        }
    }
}
