package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.Metric;
import dev.headwater.agent.WhenFull;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * Four threads that log into one run at once, each a series of its own. A burst is one iteration; between iterations the
 * broker confirms everything.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(ThreadsBenchmark.THREADS)
public class ThreadsBenchmark {

    /** Threads that log. */
    public static final int THREADS = 4;
    /** Calls per thread and burst: on two cores long enough that all threads take turns. */
    public static final int BURST = 250_000;

    /** The run that all share. */
    @State(Scope.Benchmark)
    public static class Shared {
        private final Trainer trainer = Trainer.start(THREADS, Trainer.USUAL_JOURNAL, WhenFull.THIN);
        private final AtomicInteger threads = new AtomicInteger();
        private final AtomicInteger bursts = new AtomicInteger();

        /** Waits for the broker. */
        @TearDown(Level.Iteration)
        public void drain() {
            trainer.drain();
        }

        /** Tells what was logged, for the count. */
        @TearDown(Level.Trial)
        public void close() {
            trainer.finish((long) bursts.get() * BURST);
            trainer.close();
        }
    }

    /** The series of one thread. */
    @State(Scope.Thread)
    public static class Own {
        private int series = -1;
        private long step;
    }

    /** What each thread does. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void log(Shared shared, Own own) {
        if (own.series < 0) {
            own.series = shared.threads.getAndIncrement();
        }
        Metric metric = shared.trainer.metric(own.series);
        for (int i = 0; i < BURST; i++) {
            long step = own.step++;
            metric.log(step, Curve.SMOOTH.at(own.series, step));
        }
        shared.bursts.incrementAndGet();
    }
}
