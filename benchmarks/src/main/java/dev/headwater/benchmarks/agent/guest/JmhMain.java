package dev.headwater.benchmarks.agent.guest;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks by JMH and answers their scores. Arguments: which benchmarks (a pattern), {@code average} with
 * milliseconds of measurement or {@code bursts} with their number, forks.
 */
public final class JmhMain {

    private static final int MILLIS_PER_ITERATION = 2_000;

    private JmhMain() {}

    public static void main(String[] args) throws RunnerException {
        // Somebody else's benchmark is in the load average; it is no reason to refuse.
        System.setProperty("jmh.ignoreLock", "true");
        boolean average = args[1].equals("average");
        int amount = Integer.parseInt(args[2]);
        int rounds = average ? Math.max(1, amount / MILLIS_PER_ITERATION) : amount;
        TimeValue each = TimeValue.milliseconds(Math.min(amount, MILLIS_PER_ITERATION));
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(args[0])
                        .mode(average ? Mode.AverageTime : Mode.SingleShotTime)
                        .forks(Integer.parseInt(args[3]))
                        .warmupIterations(average ? Math.max(1, rounds / 3) : Math.max(2, rounds / 2))
                        .warmupTime(each)
                        .measurementIterations(rounds)
                        .measurementTime(each)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .jvmArgs("-Xmx1g")
                        .build())
                .run();
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel().toLowerCase(Locale.ROOT);
            Trainer.answer(name + ".ns", result.getPrimaryResult().getScore());
            Trainer.answer(name + ".error", result.getPrimaryResult().getScoreError());
            Trainer.answer(name + ".calls", result.getPrimaryResult().getSampleCount());
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            Trainer.answer(name + ".bytes", bytes == null ? Double.NaN : bytes.getScore());
        }
    }
}
