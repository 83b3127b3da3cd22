package dev.headwater.benchmarks.agent.guest;

import dev.headwater.agent.Headwater;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Run;
import dev.headwater.demo.Digits;
import dev.headwater.demo.Network;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration's training of a network on handwritten digits, with 100 metrics per step. With the agent everything
 * it does by default is on: hardware samples, heartbeats, environment and source. Arguments: {@code with} or
 * {@code without}, epochs (a sixth as many come before them), folder to work in.
 */
public final class TrainingMain {

    private static final int METRICS = 100;
    private static final int BATCH = 16;
    private static final int HIDDEN = 320;

    private TrainingMain() {}

    public static void main(String[] args) throws IOException {
        boolean with = args[0].equals("with");
        int epochs = Integer.parseInt(args[1]);
        int warmUp = Math.max(1, epochs / 6);
        Path data = Path.of(args[2]).resolve("digits.csv");
        if (!Files.exists(data)) {
            Digits.unpack(data);
        }
        Digits digits = Digits.read(data);
        Network network = Network.random(new Random(7), Digits.PIXELS, HIDDEN, HIDDEN, Digits.CLASSES);
        long begun = System.nanoTime();
        Run run = with ? Headwater.experiment("benchmark").start() : null;
        Metric[] metrics = run == null ? null : metrics(run);
        double seen = train(network, digits, warmUp, 0, metrics);
        long loop = System.nanoTime();
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        seen += train(network, digits, epochs, warmUp, metrics);
        Trainer.answer("loop", (System.nanoTime() - loop) / 1e9);
        Trainer.answer("processor", (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e9);
        if (run != null) {
            run.close();
        }
        Trainer.answer("whole", (System.nanoTime() - begun) / 1e9);
        Trainer.answer("steps", (long) epochs * steps(digits));
        Trainer.answer("seen", seen);
        if (run != null) {
            Trainer.answerLogged(run, (long) (epochs + warmUp) * steps(digits) * METRICS);
        }
    }

    private static int steps(Digits digits) {
        return digits.count() / BATCH;
    }

    private static Metric[] metrics(Run run) {
        Metric[] metrics = new Metric[METRICS];
        for (int m = 0; m < METRICS; m++) {
            metrics[m] = run.metric(Curve.name(m));
        }
        return metrics;
    }

    /** The values that would be logged are made in both cases: the difference is the log calls alone. */
    private static double train(Network network, Digits digits, int epochs, int trained, Metric @Nullable [] metrics) {
        int[] order = new int[digits.count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        double sum = 0;
        long step = (long) trained * steps(digits);
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int batch = 0; batch < steps(digits); batch++, step++) {
                double loss = network.backward(digits, order, batch * BATCH, (batch + 1) * BATCH);
                sum += loss + network.gradientNorm();
                network.descend(0.01);
                for (int m = 0; m < METRICS; m++) {
                    double value = Curve.SMOOTH.at(m, step);
                    sum += value;
                    if (metrics != null) {
                        metrics[m].log(step, value);
                    }
                }
            }
        }
        return sum;
    }
}
