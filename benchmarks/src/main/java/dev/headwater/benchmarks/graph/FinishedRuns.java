package dev.headwater.benchmarks.graph;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/** Asks the graph again and again which runs are over, and notes when it says so of each for the first time. */
final class FinishedRuns implements AutoCloseable {

    static final long PAUSE_MILLIS = 100;

    private final Driver driver;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    private FinishedRuns(Driver driver) {
        this.driver = driver;
        this.thread = new Thread(this::watch, "finished-runs");
    }

    static FinishedRuns watch(Driver driver) {
        FinishedRuns finished = new FinishedRuns(driver);
        finished.thread.start();
        return finished;
    }

    private void watch() {
        try (Session session = driver.session()) {
            while (!stopped) {
                List<String> runs = session.run(
                                "MATCH (r:Run {experiment: 'benchmark'}) WHERE r.status = 'FINISHED' AND NOT r.runId IN $seen"
                                        + " RETURN r.runId AS id",
                                Map.of("seen", List.copyOf(seen.keySet())))
                        .list(row -> row.get("id").asString());
                long now = System.currentTimeMillis();
                runs.forEach(run -> seen.putIfAbsent(run, now));
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /**
     * When the run was seen for the first time, in milliseconds since 1970.
     *
     * @throws TimeoutException when it is not seen in time
     */
    long await(String runId, Duration patience) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Long at = seen.get(runId); ; at = seen.get(runId)) {
            if (at != null) {
                return at;
            } else if (failure != null) {
                throw new IllegalStateException("the graph cannot be asked", failure);
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("the graph does not say that run " + runId + " is over; it says so of "
                        + seen.size() + " runs");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
