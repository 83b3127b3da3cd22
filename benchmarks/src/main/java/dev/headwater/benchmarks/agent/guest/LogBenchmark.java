package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.Metric;
import dev.headwater.agent.WhenFull;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One thread that calls {@code log} in bursts. No shipper takes points as fast as a loop of nothing but log calls makes
 * them, so each burst is drained to the real broker before the next, outside the measured time: what is measured is
 * appending with the shipper at work, and never thinning.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {

    /** Calls per burst; 6 MiB of journal, so that segments roll. */
    public static final int BURST = 200_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The lower bound. */
    @State(Scope.Thread)
    public static class Bare {
        private final BareAppend append = new BareAppend();
        private long step;

        /** Removes the file. */
        @TearDown(Level.Trial)
        public void close() {
            append.close();
        }
    }

    /** A run that is shipped. */
    @State(Scope.Thread)
    public static class Shipped {
        private final Trainer trainer = Trainer.start(1, Trainer.USUAL_JOURNAL, WhenFull.THIN);
        private final Metric metric = trainer.metric(0);
        private long step;
        private long processorNanos;

        /** Waits for the broker. */
        @TearDown(Level.Invocation)
        public void drain() {
            trainer.drain();
        }

        /** Tells what was logged, for the count. */
        @TearDown(Level.Trial)
        public void close() {
            trainer.finish(step);
            Trainer.answer("shipped.processor", (double) processorNanos / step);
            trainer.close();
        }
    }

    /** A run whose shipper rests, so that all that is allocated in the process is allocated by the log calls. */
    @State(Scope.Thread)
    public static class Unshipped {
        private final Trainer trainer = Trainer.alone(1, 4 * Trainer.USUAL_JOURNAL);
        private final Metric metric = trainer.metric(0);
        private long step;

        /** Leaves the journal, so that whoever ships it can count. */
        @TearDown(Level.Trial)
        public void close() {
            trainer.leave(step);
            trainer.close();
        }
    }

    /** The same 32 bytes and the clock, and nothing else. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void bare(Bare bare) {
        for (int i = 0; i < BURST; i++) {
            long step = bare.step++;
            bare.append.log(step, Curve.SMOOTH.at(0, step));
        }
    }

    /** What a trainer does. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void shipped(Shipped shipped) {
        // Twice per burst: nothing, beside so many calls.
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < BURST; i++) {
            long step = shipped.step++;
            shipped.metric.log(step, Curve.SMOOTH.at(0, step));
        }
        shipped.processorNanos += THREADS.getCurrentThreadCpuTime() - before;
    }

    /** What a trainer does, with nothing else in the process. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void unshipped(Unshipped unshipped) {
        for (int i = 0; i < BURST; i++) {
            long step = unshipped.step++;
            unshipped.metric.log(step, Curve.SMOOTH.at(0, step));
        }
    }
}
