package dev.headwater.launcher.imports.metrics;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.IOException;
import java.util.Arrays;

/** A variable of a NetCDF file. */
final class NetCdfColumn extends Column {

    /** A multiple of the usual lengths of HDF5's own pieces, so that none of them is decompressed twice. */
    private static final int PIECE = 8_192;

    private final Dataset variable;
    private final boolean whole;
    private long from;

    private NetCdfColumn(Dataset variable, long length, boolean whole) {
        super(length);
        this.variable = variable;
        this.whole = whole;
    }

    /** @throws IOException when the variable is no column of numbers, or is damaged */
    static NetCdfColumn of(String name, Dataset variable) throws IOException {
        long[] dimensions = NetCdfMetrics.undamaged(variable::getDimensionsAsLong);
        Class<?> type = NetCdfMetrics.undamaged(variable::getJavaType);
        boolean whole = type == int.class || type == long.class;
        if (dimensions.length != 1 || !whole && type != float.class && type != double.class) {
            throw new IOException("its variable " + name + " is no column of numbers of 32 or 64 bits");
        }
        if (variable instanceof ChunkedDataset inChunks) {
            int chunk = NetCdfMetrics.undamaged(inChunks::getChunkDimensions)[0];
            if (chunk > MetricColumns.MOST) {
                throw new IOException("its variable " + name + " is in pieces of " + chunk + " numbers; at most "
                        + MetricColumns.MOST + " are held");
            }
        }
        return new NetCdfColumn(variable, dimensions[0], whole);
    }

    @Override
    boolean isWhole() {
        return whole;
    }

    @Override
    Numbers load() throws IOException {
        int count = (int) Math.min(PIECE, length() - from);
        Object piece = NetCdfMetrics.undamaged(() -> variable.getData(new long[] {from}, new int[] {count}));
        from += count;
        if (piece instanceof int[] numbers) {
            return new Numbers.Whole(Arrays.stream(numbers).asLongStream().toArray());
        } else if (piece instanceof long[] numbers) {
            return new Numbers.Whole(numbers);
        } else if (piece instanceof float[] numbers) {
            double[] widened = new double[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                widened[i] = numbers[i];
            }
            return new Numbers.Real(widened);
        } else if (piece instanceof double[] numbers) {
            return new Numbers.Real(numbers);
        }
        throw new IOException("is damaged: its numbers are " + piece.getClass().getSimpleName());
    }
}
