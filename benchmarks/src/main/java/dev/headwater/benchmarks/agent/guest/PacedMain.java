package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.WhenFull;
import java.util.concurrent.locks.LockSupport;

/** Logs at the pace of a training loop. Arguments: steps, metrics per step, microseconds per step, which curve. */
public final class PacedMain {

    private PacedMain() {}

    public static void main(String[] args) {
        int steps = Integer.parseInt(args[0]);
        int perStep = Integer.parseInt(args[1]);
        long stepNanos = Long.parseLong(args[2]) * 1_000;
        Curve curve = Curve.valueOf(args[3]);
        try (Trainer trainer = Trainer.start(perStep, Trainer.USUAL_JOURNAL, WhenFull.THIN)) {
            long due = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                for (int m = 0; m < perStep; m++) {
                    trainer.metric(m).log(step, curve.at(m, step));
                }
                due += stepNanos;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
            trainer.finish((long) steps * perStep);
        }
    }
}
