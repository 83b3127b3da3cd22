package dev.headwater.processor.topology;

import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.series.SeriesChunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bytes that {@link RecordSerializer} writes of the same {@link SeriesChunk}, but without making it: the columns
 * of a chunk are kept in Avro's form already. Not for use by several threads at once.
 */
final class ChunkSerializer implements Serializer<SaidChunk> {

    private final SchemaSource schemas;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
    private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    private int id;

    ChunkSerializer(SchemaSource schemas) {
        this.schemas = schemas;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SaidChunk said) {
        if (said == null) {
            return null;
        }
        if (id == 0) {
            id = schemas.id(topic + "-value", SeriesChunk.getClassSchema());
        }
        bytes.reset();
        RecordSerializer.frame(bytes, id);
        try {
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            encoder.writeString(said.runId());
            encoder.writeString(said.seriesId());
            encoder.writeInt(said.chunk().index());
            int size = said.chunk().size();
            column(said.chunk().hasSteps() ? size : 0, said.chunk().stepDeltas());
            column(size, said.chunk().timeDeltas());
            column(size, said.chunk().values());
            encoder.flush();
        } catch (IOException e) {
            throw new SerializationException("cannot write a chunk of " + said.seriesId(), e);
        }
        return bytes.toByteArray();
    }

    private void column(int items, ByteBuffer encoded) throws IOException {
        encoder.writeArrayStart();
        encoder.setItemCount(items);
        encoder.writeFixed(encoded);
        encoder.writeArrayEnd();
    }
}
