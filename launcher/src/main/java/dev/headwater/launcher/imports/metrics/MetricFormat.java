package dev.headwater.launcher.imports.metrics;

import dev.headwater.sink.yprov.Surroundings.PointReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A format of metric files. */
interface MetricFormat {

    /** @param file a file or a folder that exists */
    boolean is(Path file) throws IOException;

    /**
     * Hands on the points, in the order of the file.
     *
     * @return what of the file is no point; empty when all of it was read
     * @throws IOException when the file is damaged, or not of a kind that is read; points before the damage are handed on
     */
    Optional<String> read(Path file, PointReader reader) throws IOException;
}
