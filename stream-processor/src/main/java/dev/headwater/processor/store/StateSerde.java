package dev.headwater.processor.store;

import dev.headwater.schemas.wire.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * State as bytes: the version of the schema in one byte, then Avro binary. Whatever version it was written with, it is
 * read as the present one. Not for use by several threads at once.
 */
public final class StateSerde<T extends SpecificRecord> implements Serde<T>, Serializer<T>, Deserializer<T> {

    static {
        TrustedRecords.trust();
    }

    private final StateHistory history;
    private final Schema schema;
    private final SpecificDatumWriter<T> writer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);
    private @Nullable SpecificDatumReader<T> reader;
    private int readerVersion;

    /** @param schema of the generated class */
    public StateSerde(Schema schema) {
        this.schema = schema;
        this.history = StateHistory.of(schema);
        SpecificData generated = new SpecificData();
        // The classes write themselves, without looking up each field; the bytes are the same.
        generated.setCustomCoders(true);
        this.writer = new SpecificDatumWriter<>(schema, generated);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T state) {
        if (state == null) {
            return null;
        }
        bytes.reset();
        bytes.write(history.latest());
        try {
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            writer.write(state, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new SerializationException("cannot write a " + schema.getName(), e);
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] stored) {
        if (stored == null) {
            return null;
        }
        try {
            decoder = DecoderFactory.get().binaryDecoder(stored, 1, stored.length - 1, decoder);
            return reader(stored[0]).read(null, decoder);
        } catch (IOException e) {
            throw new SerializationException("the stored state of a " + schema.getName() + " cannot be read", e);
        }
    }

    private SpecificDatumReader<T> reader(int version) {
        if (reader == null || version != readerVersion) {
            reader = new SpecificDatumReader<>(history.schema(version), schema, SpecificData.getForSchema(schema));
            readerVersion = version;
        }
        return reader;
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
