package dev.headwater.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro records to bytes in Confluent framing: a zero byte, the schema id in four bytes, big-endian, then Avro binary.
 * Not for use by several threads at once.
 */
public final class RecordSerializer<T extends SpecificRecord> implements Serializer<T> {

    static final byte MAGIC = 0;

    static {
        TrustedRecords.trust();
    }

    private final SchemaSource schemas;
    private final Map<String, Integer> idBySubject = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    private Schema schema = Schema.create(Schema.Type.NULL);
    private SpecificDatumWriter<T> writer = new SpecificDatumWriter<>(schema);

    public RecordSerializer(SchemaSource schemas) {
        this.schemas = schemas;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        if (record.getSchema() != schema) {
            schema = record.getSchema();
            writer = new SpecificDatumWriter<>(schema);
            idBySubject.clear();
        }
        int id = idBySubject.computeIfAbsent(topic + "-value", subject -> schemas.id(subject, schema));
        bytes.reset();
        frame(bytes, id);
        try {
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new WireException("cannot write a " + schema.getName() + " for topic " + topic + ": " + e, e);
        }
        return bytes.toByteArray();
    }

    /** Writes what comes before the Avro binary of a record. */
    public static void frame(ByteArrayOutputStream bytes, int schemaId) {
        bytes.write(MAGIC);
        bytes.write(schemaId >>> 24);
        bytes.write(schemaId >>> 16);
        bytes.write(schemaId >>> 8);
        bytes.write(schemaId);
    }
}
