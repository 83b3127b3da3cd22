package dev.headwater.sink.export;

import dev.headwater.prov.Statement;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects what groups of runs say, in a thread of its own and one group ahead of the one that is being written: the graph
 * answers while the answer before becomes a document.
 */
final class ReadAhead implements Closeable {

    /**
     * What some runs say.
     *
     * @param kept relations among it, in no order
     */
    record Group(List<String> runs, Lines lines, List<Statement> kept) implements Closeable {
        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** More than an answer of the graph takes once the connection is gone. */
    private static final int SECONDS_TO_END = 60;

    private final RunCollector collector;
    private final Path work;
    private final List<List<String>> groups;
    private final Alone alone;
    private final Predicate<Statement> keeps;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reading = new Thread(task, "headwater-export-reading");
        reading.setDaemon(true);
        return reading;
    });
    private @Nullable Future<Group> coming;
    private int begun;

    /**
     * @param collector that nobody else uses meanwhile, nor {@code alone}
     * @param groups in the order in which they are asked for
     * @param keeps which relations are wanted by themselves
     */
    ReadAhead(RunCollector collector, Path work, List<List<String>> groups, Alone alone, Predicate<Statement> keeps) {
        this.collector = collector;
        this.work = work;
        this.groups = groups;
        this.alone = alone;
        this.keeps = keeps;
        begin();
    }

    private void begin() {
        if (begun == groups.size()) {
            coming = null;
            return;
        }
        // Two groups are there at a time, and the one before them is closed.
        String name = "runs" + begun % 2;
        List<String> runs = groups.get(begun++);
        coming = thread.submit(() -> collect(runs, new Lines(work, name, Lines.BYTES_OF_GROUP)));
    }

    private Group collect(List<String> runs, Lines lines) throws IOException {
        List<Statement> kept = new ArrayList<>();
        collector.collect(runs, alone, lines, relation -> {
            if (keeps.test(relation)) {
                kept.add(relation);
            }
        });
        return new Group(runs, lines, kept);
    }

    boolean hasNext() {
        return coming != null;
    }

    /** The next group. The one before must be closed. */
    Group next() throws IOException {
        if (coming == null) {
            throw new NoSuchElementException();
        }
        try {
            Group group = coming.get();
            begin();
            return group;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading the graph", e);
        }
    }

    /** Ends the reading, even in the middle of an answer. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
