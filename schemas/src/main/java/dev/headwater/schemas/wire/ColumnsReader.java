package dev.headwater.schemas.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays.DoubleArray;
import org.apache.avro.generic.PrimitivesArrays.LongArray;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link SpecificDatumReader} reads, columns of numbers without an object for each number. For records that were
 * written with the very schema as which they are wanted; not for use by several threads at once.
 */
final class ColumnsReader<T extends SpecificRecord> extends SpecificDatumReader<T> {

    private final Schema schema;
    /** What the resolving decoder reads from. Between the items of an array, it may be read past that one. */
    private BinaryDecoder items = DecoderFactory.get().binaryDecoder(new byte[0], null);

    ColumnsReader(Schema schema) {
        super(schema, schema, SpecificData.getForSchema(schema));
        this.schema = schema;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T read(@Nullable T reuse, Decoder in) throws IOException {
        items = (BinaryDecoder) in;
        ResolvingDecoder resolving = getResolver(schema, schema);
        resolving.configure(in);
        T record = (T) read(reuse, schema, resolving);
        resolving.drain();
        return record;
    }

    @Override
    protected Object readArray(@Nullable Object old, Schema expected, ResolvingDecoder in) throws IOException {
        return switch (expected.getElementType().getType()) {
            case LONG -> longs(expected, in);
            case DOUBLE -> doubles(expected, in);
            default -> super.readArray(old, expected, in);
        };
    }

    private LongArray longs(Schema array, ResolvingDecoder in) throws IOException {
        long count = in.readArrayStart();
        LongArray column = new LongArray(room(count, array), array);
        for (int size = 0; count > 0; count = in.arrayNext()) {
            ensureAvailableCollectionBytes(items, count, array.getElementType());
            for (long i = 0; i < count; i++) {
                column.add(size++, items.readLong());
            }
        }
        return column;
    }

    private DoubleArray doubles(Schema array, ResolvingDecoder in) throws IOException {
        long count = in.readArrayStart();
        DoubleArray column = new DoubleArray(room(count, array), array);
        for (int size = 0; count > 0; count = in.arrayNext()) {
            ensureAvailableCollectionBytes(items, count, array.getElementType());
            for (long i = 0; i < count; i++) {
                column.add(size++, items.readDouble());
            }
        }
        return column;
    }

    /** Room for the first items, if there can be so many in what is left of the record. */
    private int room(long count, Schema array) throws IOException {
        ensureAvailableCollectionBytes(items, count, array.getElementType());
        return (int) count;
    }
}
