package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.Headwater;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Run;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A trainer that waits most of the time, as one does whose work is on a GPU, and logs 100 points per second. With the
 * agent everything it does by default is on. Before that it hurries: it has the broker confirm step after step, so that the
 * JVM has compiled in a minute what it would otherwise compile in the first hours. Arguments: {@code with} or
 * {@code without}, seconds to hurry, seconds to settle, seconds.
 */
public final class FootprintMain {

    private static final int METRICS = 10;
    private static final long STEP_NANOS = 100_000_000L;
    private static final int COLLECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private FootprintMain() {}

    public static void main(String[] args) {
        boolean with = args[0].equals("with");
        int settling = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[3]);
        long born = PROCESS.getProcessCpuTime();
        Run run = with ? Headwater.experiment("benchmark").start() : null;
        Metric[] metrics = run == null ? null : metrics(run);
        int stepsPerSecond = (int) (1_000_000_000L / STEP_NANOS);
        int hurried = hurry(Integer.parseInt(args[1]), metrics);
        int settled = hurried + settling * stepsPerSecond;
        train(hurried, settled, metrics);
        Trainer.answer("processor.start", (PROCESS.getProcessCpuTime() - born) / 1e9);
        Map<String, Long> threadsBefore = threads();
        long before = PROCESS.getProcessCpuTime();
        long begun = System.nanoTime();
        int last = settled + seconds * stepsPerSecond;
        train(settled, last, metrics);
        double taken = (System.nanoTime() - begun) / 1e9;
        Trainer.answer("processor", (PROCESS.getProcessCpuTime() - before) / 1e9 / taken);
        Map<String, Long> threads = threads();
        threads.forEach((name, nanos) -> Trainer.answer(
                "thread." + name.replace(' ', '_'), (nanos - threadsBefore.getOrDefault(name, 0L)) / 1e9 / taken));
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Trainer.answer(
                "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        if (run != null) {
            run.close();
            Trainer.answerLogged(run, (long) last * METRICS);
            Trainer.answer("hurried", hurried);
        }
    }

    private static Metric[] metrics(Run run) {
        Metric[] metrics = new Metric[METRICS];
        for (int m = 0; m < METRICS; m++) {
            metrics[m] = run.metric(Curve.name(m));
        }
        return metrics;
    }

    /** @return steps logged */
    private static int hurry(int seconds, Metric @Nullable [] metrics) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int step = 0;
        for (; metrics != null && System.nanoTime() - end < 0; step++) {
            for (int m = 0; m < METRICS; m++) {
                metrics[m].log(step, Curve.SMOOTH.at(m, step));
            }
            Headwater.collector().drain(PATIENCE);
        }
        return step;
    }

    private static void train(int from, int to, Metric @Nullable [] metrics) {
        long due = System.nanoTime();
        for (int step = from; step < to; step++) {
            due += STEP_NANOS;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (metrics != null) {
                for (int m = 0; m < METRICS; m++) {
                    metrics[m].log(step, Curve.SMOOTH.at(m, step));
                }
            }
        }
    }

    /** Processor time by name of thread, in nanoseconds. */
    private static Map<String, Long> threads() {
        Map<String, Long> nanos = new TreeMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            if (info != null) {
                nanos.merge(info.getThreadName(), THREADS.getThreadCpuTime(id), Long::sum);
            }
        }
        return nanos;
    }
}
