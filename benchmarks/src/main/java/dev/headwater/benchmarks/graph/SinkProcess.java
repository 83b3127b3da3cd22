package dev.headwater.benchmarks.graph;

import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.service.Health;
import dev.headwater.sink.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A sink with its defaults, on a thread of this process. */
final class SinkProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 100;

    private final Database database;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    SinkProcess(String bootstrap, Database database) {
        this.database = database;
        Sink sink = new Sink(
                Map.of("bootstrap.servers", bootstrap),
                SchemaSource.of(""),
                database.driver(),
                database.uri(),
                "neo4j",
                new Health(),
                System::nanoTime);
        thread = new Thread(
                () -> {
                    try (sink) {
                        while (!stopped.get()) {
                            sink.doWork();
                        }
                    }
                },
                "sink");
        thread.start();
    }

    /**
     * Statements per second between two amounts of statements in the graph, by the commits that pass them.
     *
     * @throws TimeoutException when the graph does not get so far
     */
    double rate(long from, long to, Duration patience) throws InterruptedException, TimeoutException {
        long[] first = await(from, patience);
        long[] last = await(to, patience);
        return (last[0] - first[0]) * 1e9 / (last[1] - first[1]);
    }

    /** @return statements committed and the time, in nanoseconds */
    private long[] await(long statements, Duration patience) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long committed = database.committed();
            long now = System.nanoTime();
            if (committed >= statements) {
                return new long[] {committed, now};
            } else if (now > deadline) {
                throw new TimeoutException(committed + " of " + statements + " statements after " + patience);
            } else if (!thread.isAlive()) {
                throw new IllegalStateException("the sink has ended with " + committed + " statements in the graph");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        thread.join();
    }
}
