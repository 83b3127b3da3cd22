package dev.headwater.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays;

/**
 * Columns of points as batches and chunks carry them: values as they are, steps and times as the first one and then the
 * difference of each to the one before, which Avro writes in one or two bytes.
 */
public final class Columns {

    private static final Schema LONGS = Schema.createArray(Schema.create(Schema.Type.LONG));
    private static final Schema DOUBLES = Schema.createArray(Schema.create(Schema.Type.DOUBLE));

    private Columns() {}

    /** @param absolute steps, or times in milliseconds; the first {@code count} are taken */
    public static List<Long> deltas(long[] absolute, int count) {
        PrimitivesArrays.LongArray deltas = new PrimitivesArrays.LongArray(count, LONGS);
        long before = 0;
        for (int i = 0; i < count; i++) {
            deltas.add(i, absolute[i] - before);
            before = absolute[i];
        }
        return deltas;
    }

    /** @param values the first {@code count} are taken */
    public static List<Double> doubles(double[] values, int count) {
        PrimitivesArrays.DoubleArray column = new PrimitivesArrays.DoubleArray(count, DOUBLES);
        for (int i = 0; i < count; i++) {
            column.add(i, values[i]);
        }
        return column;
    }

    /** The steps or times behind a difference column. */
    public static long[] absolute(List<Long> deltas) {
        long[] absolute = new long[deltas.size()];
        long sum = 0;
        if (deltas instanceof PrimitivesArrays.LongArray unboxed) {
            for (int i = 0; i < absolute.length; i++) {
                sum += unboxed.getLong(i);
                absolute[i] = sum;
            }
        } else {
            for (int i = 0; i < absolute.length; i++) {
                sum += deltas.get(i);
                absolute[i] = sum;
            }
        }
        return absolute;
    }

    public static double[] values(List<Double> column) {
        double[] values = new double[column.size()];
        if (column instanceof PrimitivesArrays.DoubleArray unboxed) {
            for (int i = 0; i < values.length; i++) {
                values[i] = unboxed.getDouble(i);
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = column.get(i);
            }
        }
        return values;
    }
}
