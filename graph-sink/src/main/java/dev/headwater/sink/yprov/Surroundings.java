package dev.headwater.sink.yprov;

import java.io.IOException;
import java.util.Optional;

/** The files that a document names, as far as they are there. */
public interface Surroundings {

    /**
     * What a file holds.
     *
     * @param sha256 digest, hexadecimal
     * @param bytes its size
     */
    record Content(String sha256, long bytes) {}

    /** Takes the points of a series, in the order of the file. */
    interface PointReader {
        /** @param time milliseconds since 1970-01-01T00:00:00Z; 0 where it is not known */
        void point(long step, long time, double value);
    }

    /** @param path as the document has it; empty for a file that is not there */
    Optional<Content> content(String path) throws IOException;

    /**
     * Reads a file of metrics.
     *
     * @return why not all of it was read; empty when it was
     */
    Optional<String> points(String path, PointReader reader) throws IOException;
}
