package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Run;
import dev.headwater.benchmarks.Guests;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Logs a NaN now and then, each to a series of its own, and tells when. The agent has its default settings. Arguments:
 * samples, samples per run, least and most milliseconds between two.
 */
public final class NanMain {

    private NanMain() {}

    public static void main(String[] args) {
        int samples = Integer.parseInt(args[0]);
        int perRun = Integer.parseInt(args[1]);
        int least = Integer.parseInt(args[2]);
        int most = Integer.parseInt(args[3]);
        Random random = new Random(3);
        try (Collector collector = Collector.open(CollectorOptions.builder().build())) {
            for (int done = 0; done < samples; done += perRun) {
                try (Run run =
                        collector.experiment("benchmark").captureNothing().start()) {
                    for (int i = done; i < Math.min(samples, done + perRun); i++) {
                        Metric metric = run.metric("m" + i);
                        metric.log(0, 1);
                        pause(least + random.nextInt(most - least));
                        long at = System.currentTimeMillis();
                        metric.log(1, Double.NaN);
                        System.out.println(Guests.ANSWER + "sample.m" + i + " " + at);
                    }
                }
            }
        }
    }

    private static void pause(long millis) {
        long due = System.nanoTime() + millis * 1_000_000;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
