package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.Metric;
import dev.headwater.agent.WhenFull;
import java.lang.management.ManagementFactory;

/**
 * Logs for some time as fast as the broker confirms: the journal is always full, and a log call then waits for room.
 * Arguments: seconds, metrics per step, which curve, bytes of journal.
 */
public final class ShippingMain {

    private ShippingMain() {}

    public static void main(String[] args) {
        double seconds = Double.parseDouble(args[0]);
        int perStep = Integer.parseInt(args[1]);
        Curve curve = Curve.valueOf(args[2]);
        try (Trainer trainer = Trainer.start(perStep, Long.parseLong(args[3]), WhenFull.WAIT)) {
            Metric[] metrics = trainer.metrics();
            // The connection is there, and the broker knows the run.
            metrics[0].log(0, curve.at(0, 0));
            for (int m = 1; m < perStep; m++) {
                metrics[m].log(0, curve.at(m, 0));
            }
            trainer.drain();
            long begun = System.nanoTime();
            long end = begun + (long) (seconds * 1e9);
            long step = 1;
            while (System.nanoTime() - end < 0) {
                for (int m = 0; m < perStep; m++) {
                    metrics[m].log(step, curve.at(m, step));
                }
                step++;
            }
            trainer.drain();
            double taken = (System.nanoTime() - begun) / 1e9;
            trainer.finish(step * perStep);
            Trainer.answer("rate", (step - 1) * perStep / taken);
            Trainer.answer("seconds", taken);
            Trainer.answer("processor", processorSeconds());
        }
    }

    private static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
