package dev.headwater.launcher.imports.metrics;

import dev.headwater.launcher.Explanation;
import dev.headwater.sink.yprov.Surroundings.PointReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A metric file of yProv4ML, in whichever format it is. One that cannot be read costs its own points only. */
public final class MetricFile {

    private static final List<MetricFormat> FORMATS = List.of(new CsvMetrics(), new ZarrMetrics(), new NetCdfMetrics());

    private MetricFile() {}

    /** @return why not all of it was read; empty when it was */
    public static Optional<String> read(Path file, PointReader reader) {
        String name = String.valueOf(file.getFileName());
        try {
            for (MetricFormat format : FORMATS) {
                if (format.is(file)) {
                    return format.read(file, reader).map(what -> name + ": " + what);
                }
            }
        } catch (FileSystemException e) {
            return Optional.of(
                    "its points are not all read: " + name + ": " + e.getFile() + ": " + Explanation.reason(e));
        } catch (IOException e) {
            return Optional.of("its points are not all read: " + name + ": " + Explanation.of(e));
        }
        return Optional.of("its points are not read: " + name
                + " is of none of the formats that yProv4ML writes, which are CSV, NetCDF and Zarr");
    }
}
