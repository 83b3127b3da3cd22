package dev.headwater.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireFormatTest {

    private final BundledSchemas schemas = BundledSchemas.load();

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"DEAD_LETTERS"},
            mode = EnumSource.Mode.EXCLUDE)
    void bytesOfEveryVersionAreReadAndThoseOfTheLatestAreWritten(Topic topic) throws IOException {
        SpecificRecord record = SampleRecords.of(topic);
        int latest = schemas.latest(topic.subject())
                .map(BundledSchemas.Version::version)
                .orElseThrow();
        byte[] written = new RecordSerializer<>(schemas).serialize(topic.topicName(), record);
        assertThat(HexFormat.of().formatHex(written))
                .as("bytes of a record of %s", topic.topicName())
                .isEqualTo(HexFormat.of().formatHex(golden(topic, latest)));
        for (int version = 1; version <= latest; version++) {
            assertThat(reader(topic).deserialize(topic.topicName(), golden(topic, version)))
                    .as("version %d of %s", version, topic.topicName())
                    .isEqualTo(SampleRecords.of(topic, version));
        }
    }

    @Test
    void everyWayABytesArrayCanBeWrongIsNamed() throws IOException {
        RecordDeserializer<SpecificRecord> reader = reader(Topic.METRICS);
        byte[] golden = golden(Topic.METRICS, 1);
        assertThatThrownBy(() -> reader.deserialize("t", "hello".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("not in Confluent framing");
        assertThatThrownBy(() -> reader.deserialize("t", new byte[] {0, 0}))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("2 bytes");
        assertThatThrownBy(() -> reader.deserialize("t", new byte[] {0, 0, 0, 3, (byte) 231, 1}))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("schema id 999");
        assertThatThrownBy(() -> reader.deserialize("t", Arrays.copyOf(golden, golden.length - 3)))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> reader.deserialize("t", Arrays.copyOf(golden, golden.length + 3)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("left over");
        assertThatThrownBy(() -> reader.deserialize("t", golden(Topic.ANOMALIES, 1)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("MetricBatch");
    }

    @Test
    void aTombstoneStaysOne() {
        assertThat(new RecordSerializer<SpecificRecord>(schemas).serialize("t", null))
                .isNull();
        assertThat(reader(Topic.LINEAGE).deserialize("t", null)).isNull();
    }

    @Test
    void aSchemaThatWasNeverFrozenIsRefused() {
        assertThatThrownBy(() -> new RecordSerializer<>(schemas).serialize("elsewhere", SampleRecords.of(Topic.SERIES)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("elsewhere-value");
    }

    private RecordDeserializer<SpecificRecord> reader(Topic topic) {
        return new RecordDeserializer<>(schemas, SampleRecords.of(topic).getSchema());
    }

    private static byte[] golden(Topic topic, int version) throws IOException {
        String name = "/golden/" + topic.topicName() + ".v" + version + ".hex";
        try (InputStream stream = Objects.requireNonNull(WireFormatTest.class.getResourceAsStream(name), name)) {
            return HexFormat.of().parseHex(new String(stream.readAllBytes(), StandardCharsets.US_ASCII).trim());
        }
    }
}
