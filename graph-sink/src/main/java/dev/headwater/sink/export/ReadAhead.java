package dev.headwater.sink.export;

import dev.headwater.prov.Statement;
import dev.headwater.sink.graph.GraphReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;

/**
 * Collects what groups of runs say, a thread for each of the next ones, while the one before them is written: the graph
 * answers while earlier answers become a document.
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

    /** Two fill the time in which one waits; each costs up to {@value Lines#BYTES_OF_GROUP} bytes. */
    private static final int GROUPS_AHEAD = 2;

    private final Path work;
    private final Iterator<List<String>> groups;
    private final Alone alone;
    private final Predicate<Statement> keeps;
    private final List<GraphReader> readers;
    private final Queue<Future<Group>> coming = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(GROUPS_AHEAD, task -> {
        Thread reading = new Thread(task, "headwater-export-reading");
        reading.setDaemon(true);
        return reading;
    });
    private int begun;

    /**
     * @param groups in the order in which they are asked for; taken in the thread that asks, each while earlier ones are
     *     still to be written
     * @param alone that nobody else uses meanwhile
     * @param keeps which relations are wanted by themselves
     */
    ReadAhead(Driver driver, Path work, Iterator<List<String>> groups, Alone alone, Predicate<Statement> keeps) {
        this.work = work;
        this.groups = groups;
        this.alone = alone;
        this.keeps = keeps;
        this.readers = Stream.generate(() -> new GraphReader(driver))
                .limit(GROUPS_AHEAD)
                .toList();
    }

    private void beginNext() throws IOException {
        while (coming.size() < GROUPS_AHEAD && groups.hasNext()) {
            begin(groups.next());
        }
    }

    private void begin(List<String> runs) throws IOException {
        // The group before the next ones is still open.
        Lines lines = new Lines(work, "runs" + begun % (GROUPS_AHEAD + 1), Lines.BYTES_OF_GROUP);
        RunCollector.name(runs, alone, lines);
        // Free: what it was last asked for has been taken.
        GraphReader reader = readers.get(begun % GROUPS_AHEAD);
        coming.add(threads.submit(() -> collect(new RunCollector(reader), runs, lines)));
        begun++;
    }

    private Group collect(RunCollector collector, List<String> runs, Lines lines) throws IOException {
        List<Statement> kept = new ArrayList<>();
        collector.collect(runs, lines, relation -> {
            if (keeps.test(relation)) {
                kept.add(relation);
            }
        });
        return new Group(runs, lines, kept);
    }

    boolean hasNext() throws IOException {
        beginNext();
        return !coming.isEmpty();
    }

    /** The next group, if there is one. The one before must be closed. */
    Group next() throws IOException {
        try {
            Group group = coming.remove().get();
            try {
                beginNext();
            } catch (IOException | RuntimeException e) {
                group.close();
                throw e;
            }
            return group;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error failure) {
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
        threads.shutdownNow();
        try {
            threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readers.forEach(GraphReader::close);
    }
}
