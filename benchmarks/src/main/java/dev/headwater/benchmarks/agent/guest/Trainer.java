package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Run;
import dev.headwater.agent.WhenFull;
import dev.headwater.benchmarks.Guests;
import java.time.Duration;

/** A run with its metrics, as trainers of benchmarks use it: nothing captured but what the benchmark logs. */
final class Trainer implements AutoCloseable {

    /** Journal of the size that users get. */
    static final long USUAL_JOURNAL = 256L << 20;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Collector collector;
    private final Run run;
    private final Metric[] metrics;

    private Trainer(Collector collector, int series) {
        this.collector = collector;
        this.run = collector.experiment("benchmark").captureNothing().start();
        this.metrics = new Metric[series];
        for (int i = 0; i < series; i++) {
            metrics[i] = run.metric(Curve.name(i));
        }
    }

    static Trainer start(int series, long journalBytes, WhenFull whenFull) {
        return new Trainer(
                Collector.open(CollectorOptions.builder()
                        .journalBytes(journalBytes)
                        .whenFull(whenFull)
                        .build()),
                series);
    }

    /** As {@link #start}, but it does not know where the broker is: the shipper rests. */
    static Trainer alone(int series, long journalBytes) {
        return new Trainer(
                Collector.open(CollectorOptions.builder()
                        .bootstrap("")
                        .journalBytes(journalBytes)
                        .closeWait(Duration.ZERO)
                        .build()),
                series);
    }

    Metric metric(int series) {
        return metrics[series];
    }

    Metric[] metrics() {
        return metrics;
    }

    /** Waits until the broker has confirmed everything. */
    void drain() {
        if (!collector.drain(PATIENCE)) {
            throw new IllegalStateException("the broker has not confirmed everything within " + PATIENCE);
        }
    }

    /** Ends the run, waits until the broker has confirmed that too, and tells how many points must be there. */
    void finish(long logged) {
        run.end(null);
        drain();
        answerLogged(run, logged);
    }

    /** Ends the run and leaves it in the journal, to be shipped as an orphan. */
    void leave(long logged) {
        run.end(null);
        answerLogged(run, logged);
    }

    static void answerLogged(Run run, long points) {
        answer("logged." + run.id(), points);
    }

    @Override
    public void close() {
        collector.close();
    }

    static void answer(String key, Object value) {
        System.out.println(Guests.ANSWER + key + " " + value);
    }
}
