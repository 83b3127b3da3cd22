package dev.headwater.benchmarks.graph;

import dev.headwater.benchmarks.processor.Worker;
import dev.headwater.sink.SinkMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The sink as people run it: a process of its own with its defaults. */
final class SinkProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 100;

    private final Database database;
    private final Worker worker;

    private SinkProcess(Database database, Worker worker) {
        this.database = database;
        this.worker = worker;
    }

    /** @param folder for its log */
    static SinkProcess start(Path folder, String bootstrap, Database database) throws IOException {
        return new SinkProcess(
                database,
                Worker.start(folder, SinkMain.class, "--bootstrap=" + bootstrap, "--neo4j=" + database.uri()));
    }

    /**
     * Statements per second between two amounts of statements in the graph, by the commits that pass them.
     *
     * @throws TimeoutException when the graph does not get so far
     * @throws IllegalStateException when the sink has ended
     */
    double rate(long from, long to, Duration patience) throws IOException, InterruptedException, TimeoutException {
        long[] first = await(from, patience);
        long[] last = await(to, patience);
        return (last[0] - first[0]) * 1e9 / (last[1] - first[1]);
    }

    /** @return statements committed and the time, in nanoseconds */
    private long[] await(long statements, Duration patience)
            throws IOException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long committed = database.committed();
            long now = System.nanoTime();
            if (committed >= statements) {
                return new long[] {committed, now};
            } else if (now > deadline) {
                throw new TimeoutException(
                        committed + " of " + statements + " statements after " + patience + ":\n" + worker.tail());
            }
            worker.check();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        worker.close();
    }
}
