package dev.headwater.launcher.imports.metrics;

import dev.headwater.sink.yprov.Surroundings.PointReader;
import java.io.IOException;
import java.util.Optional;

/**
 * The three columns that yProv4ML makes of a metric, the same in NetCDF and Zarr. It appends to one after the other, so a run that
 * was killed may leave them of different lengths.
 *
 * @param epochs steps, really
 * @param timestamps milliseconds since 1970-01-01T00:00:00Z
 */
record MetricColumns(Column epochs, Column values, Column timestamps) {

    static final String EPOCHS = "epochs";
    static final String VALUES = "values";
    static final String TIMESTAMPS = "timestamps";

    /** The most numbers of a piece that are held: yProv4ML writes pieces of about a thousand. */
    static final int MOST = 1 << 20;

    /** @return what of the columns is no point */
    Optional<String> read(PointReader reader) throws IOException {
        if (!epochs.isWhole() || !timestamps.isWhole()) {
            throw new IOException("its " + EPOCHS + " and " + TIMESTAMPS + " must be whole numbers");
        }
        long points = Math.min(epochs.length(), Math.min(values.length(), timestamps.length()));
        for (long i = 0; i < points; i++) {
            reader.point(epochs.nextWhole(), timestamps.nextWhole(), values.nextReal());
        }
        boolean even = epochs.length() == points && values.length() == points && timestamps.length() == points;
        return even
                ? Optional.empty()
                : Optional.of("has " + epochs.length() + " " + EPOCHS + ", " + values.length() + " " + VALUES + " and "
                        + timestamps.length() + " " + TIMESTAMPS + ", so the first " + points + " are read");
    }
}
