package dev.headwater.processor.topology;

import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.processor.Guest;
import dev.headwater.schemas.Topic;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * A rough figure: metric points per second of processor time through reading, dedupe, series, chunks and detectors,
 * in memory, one thread. The test driver commits after every record, so the real thing is faster.
 * Run its main method by hand; it asserts nothing.
 */
final class Throughput {

    private Throughput() {}

    public static void main(String[] arguments) {
        for (int round = 0; round < 2; round++) {
            measure(20, 400, 300);
            measure(20, 20, 1_500);
            measure(100, 1, 500);
        }
    }

    private static void measure(int series, int pointsEach, int batches) {
        Random random = new Random(1);
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            bench.send(guest.starts());
            byte[][] bytes = new byte[batches][];
            for (int b = 0; b < batches; b++) {
                MetricColumns[] columns = new MetricColumns[series];
                for (int s = 0; s < series; s++) {
                    double[] values = random.doubles(pointsEach, 1, 1.1).toArray();
                    String name = s < 2 ? "loss" + s : "metric" + s;
                    columns[s] = Guest.columns("train", name, (long) b * pointsEach, values);
                }
                MetricBatch batch = guest.logs(columns);
                bytes[b] = bench.bytes(Topic.METRICS, batch);
            }
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long begin = threads.getCurrentThreadCpuTime();
            for (int b = 0; b < batches; b++) {
                bench.sendRaw(Topic.METRICS, "r", bytes[b]);
                if (b % 100 == 99) {
                    bench.wait(Duration.ofMillis(500));
                }
            }
            double seconds = (threads.getCurrentThreadCpuTime() - begin) / 1e9;
            double points = (double) series * pointsEach * batches;
            System.out.printf(
                    Locale.ROOT,
                    "%d series x %d points x %d batches: %.0f points/s, %.1f us per series and batch%n",
                    series,
                    pointsEach,
                    batches,
                    points / seconds,
                    seconds * 1e6 / ((double) series * batches));
        }
    }
}
