package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Run;
import dev.headwater.benchmarks.Guests;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a number of runs open that all log; every now and then the oldest ends and another begins, and the time of the end
 * is told. The agent has its default settings. Arguments: runs open at a time, runs that end, milliseconds between two ends.
 */
public final class EndingRunsMain {

    private static final int SERIES = 10;

    private record Open(Run run, Metric[] metrics) {
        static Open start(Collector collector) {
            Run run = collector.experiment("benchmark").captureNothing().start();
            Metric[] metrics = new Metric[SERIES];
            for (int i = 0; i < SERIES; i++) {
                metrics[i] = run.param("p" + i, i).metric("m" + i, "train");
            }
            return new Open(run, metrics);
        }

        void log(long step) {
            for (Metric metric : metrics) {
                metric.log(step, 1.0 / (1 + step));
            }
        }
    }

    private EndingRunsMain() {}

    public static void main(String[] args) {
        int atATime = Integer.parseInt(args[0]);
        int ends = Integer.parseInt(args[1]);
        long pauseNanos = Long.parseLong(args[2]) * 1_000_000;
        Deque<Open> open = new ArrayDeque<>();
        try (Collector collector = Collector.open(CollectorOptions.builder().build())) {
            for (int i = 0; i < atATime; i++) {
                open.add(Open.start(collector));
            }
            long due = System.nanoTime();
            for (int ended = 0; ended < ends; ended++) {
                long step = ended;
                open.forEach(each -> each.log(step));
                due += pauseNanos;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                Run oldest = open.remove().run();
                long at = System.currentTimeMillis();
                oldest.end(null);
                System.out.println(Guests.ANSWER + "ended." + oldest.id() + " " + at);
                open.add(Open.start(collector));
            }
            open.forEach(each -> each.run().end(null));
        }
    }
}
