package dev.headwater.sink.export;

import dev.headwater.prov.Kind;
import dev.headwater.sink.graph.GraphReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Elements that no relation names, by the run that says them. Asked for run by run in their order, what no run of the
 * export says first.
 */
final class Alone implements Closeable {

    private static final long BYTES = 4L << 20;
    /** Lower than any character of a name, so that the order is that of the runs. */
    private static final String SEPARATOR = "\0";

    private final Spool spool;
    private final Spool.Cursor cursor;
    private boolean there;

    private Alone(Spool spool) throws IOException {
        this.spool = spool;
        cursor = spool.open();
        there = cursor.next();
    }

    /** None at all. */
    static Alone none(Path work) throws IOException {
        return new Alone(new Spool(work, "alone", BYTES));
    }

    /**
     * All that the graph has.
     *
     * @param runs of the export, sorted
     */
    static Alone all(GraphReader graph, List<String> runs, Path work) throws IOException {
        Spool spool = new Spool(work, "alone", BYTES);
        try {
            for (Kind kind : RunCollector.ELEMENTS) {
                graph.alone(kind, (id, run) -> {
                    String known = Collections.binarySearch(runs, run) >= 0 ? run : "";
                    add(spool, known, kind, id);
                });
            }
        } catch (UncheckedIOException e) {
            spool.close();
            throw new IOException(e.getMessage(), e);
        }
        return new Alone(spool);
    }

    private static void add(Spool spool, String run, Kind kind, String id) {
        try {
            spool.add(run + SEPARATOR + kind.name() + SEPARATOR + id, RunCollector.NOTHING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void of(String run, BiConsumer<Kind, String> reader) throws IOException {
        while (there) {
            String[] parts = cursor.key().split(SEPARATOR, 3);
            int order = parts[0].compareTo(run);
            if (order > 0) {
                return;
            } else if (order == 0) {
                reader.accept(Kind.valueOf(parts[1]), parts[2]);
            }
            there = cursor.next();
        }
    }

    @Override
    public void close() throws IOException {
        cursor.close();
        spool.close();
    }
}
