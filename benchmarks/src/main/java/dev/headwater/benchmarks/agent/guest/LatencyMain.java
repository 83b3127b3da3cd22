package dev.headwater.benchmarks.agent.guest;

import com.sun.management.ThreadMXBean;
import dev.headwater.agent.Metric;
import dev.headwater.agent.WhenFull;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/**
 * Times every single log call, and beside each of them nothing at all: what the control sees is the clock and the
 * scheduler, not Headwater. Arguments: calls, metrics per step, microseconds per step (0: no pause).
 */
public final class LatencyMain {

    private static final int WARM_UP = 1_000_000;
    private static final long LONGEST = 10_000_000_000L;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 99.999};

    private LatencyMain() {}

    public static void main(String[] args) {
        int calls = Integer.parseInt(args[0]);
        int perStep = Integer.parseInt(args[1]);
        long stepNanos = Long.parseLong(args[2]) * 1_000;
        Histogram histogram = new Histogram(LONGEST, 3);
        Histogram control = new Histogram(LONGEST, 3);
        // Large enough for whatever the shipper has not yet taken: a full journal thins, which is fast.
        long journal = Math.max(Trainer.USUAL_JOURNAL, (calls + (long) WARM_UP) * 40);
        try (Trainer trainer = Trainer.start(perStep, journal, WhenFull.THIN)) {
            int warmUpSteps = Math.min(calls, WARM_UP) / perStep;
            time(trainer.metrics(), 0, warmUpSteps, 0, histogram, control);
            trainer.drain();
            histogram.reset();
            control.reset();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long self = Thread.currentThread().getId();
            threads.getThreadAllocatedBytes(self);
            long allocatedBefore = threads.getThreadAllocatedBytes(self);
            long begun = System.nanoTime();
            int steps = calls / perStep;
            time(trainer.metrics(), warmUpSteps, warmUpSteps + steps, stepNanos, histogram, control);
            long nanos = System.nanoTime() - begun;
            long allocated = threads.getThreadAllocatedBytes(self) - allocatedBefore;
            trainer.finish((long) (warmUpSteps + steps) * perStep);
            Trainer.answer("timed", histogram.getTotalCount());
            Trainer.answer("seconds", nanos / 1e9);
            Trainer.answer("allocated", allocated);
        }
        answer("log", histogram);
        answer("control", control);
    }

    private static void time(
            Metric[] metrics, int from, int to, long stepNanos, Histogram histogram, Histogram control) {
        long due = System.nanoTime();
        for (int step = from; step < to; step++) {
            for (int m = 0; m < metrics.length; m++) {
                double value = Curve.SMOOTH.at(m, step);
                long before = System.nanoTime();
                metrics[m].log(step, value);
                long between = System.nanoTime();
                long after = System.nanoTime();
                histogram.recordValue(between - before);
                control.recordValue(after - between);
            }
            due += stepNanos;
            while (System.nanoTime() - due < 0) {
                // The rest of the step: a trainer that computes, and keeps its core.
                Thread.onSpinWait();
            }
        }
    }

    private static void answer(String name, Histogram histogram) {
        for (double percentile : PERCENTILES) {
            Trainer.answer(name + ".p" + percentile, histogram.getValueAtPercentile(percentile));
        }
        Trainer.answer(name + ".max", histogram.getMaxValue());
        Trainer.answer(name + ".mean", histogram.getMean());
    }
}
