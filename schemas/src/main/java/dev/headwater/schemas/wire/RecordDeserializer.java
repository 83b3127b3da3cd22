package dev.headwater.schemas.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in Confluent framing to Avro records, whatever version they were written with. Not for use by several threads
 * at once.
 */
public final class RecordDeserializer<T extends SpecificRecord> implements Deserializer<T> {

    private static final int HEADER = 5;

    static {
        TrustedRecords.trust();
    }

    private final SchemaSource schemas;
    private final Schema readerSchema;
    private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    /** @param readerSchema schema of the class that records are wanted as */
    public RecordDeserializer(SchemaSource schemas, Schema readerSchema) {
        this.schemas = schemas;
        this.readerSchema = readerSchema;
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < HEADER || bytes[0] != RecordSerializer.MAGIC) {
            throw new WireException("a record of topic " + topic + " is not in Confluent framing: " + bytes.length
                    + " bytes" + (bytes.length > 0 ? ", first byte " + bytes[0] : ""));
        }
        int id = (bytes[1] & 0xff) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | bytes[4] & 0xff;
        SpecificDatumReader<T> reader = readers.get(id);
        if (reader == null) {
            reader = reader(schemas.schema(id));
            readers.put(id, reader);
        }
        try {
            decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoder);
            T record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new WireException("a record of topic " + topic + " (schema id " + id + ") has bytes left over");
            }
            return record;
        } catch (IOException | RuntimeException e) {
            if (e instanceof WireException known) {
                throw known;
            }
            throw new WireException(
                    "a record of topic " + topic + " (schema id " + id + ", " + bytes.length + " bytes) is not a "
                            + readerSchema.getName() + ": " + e,
                    e);
        }
    }

    private SpecificDatumReader<T> reader(Schema writerSchema) {
        String written = SchemaNormalization.toParsingForm(writerSchema);
        return written.equals(SchemaNormalization.toParsingForm(readerSchema))
                ? new ColumnsReader<>(readerSchema)
                : new SpecificDatumReader<>(writerSchema, readerSchema, SpecificData.getForSchema(readerSchema));
    }
}
