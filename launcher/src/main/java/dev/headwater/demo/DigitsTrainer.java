package dev.headwater.demo;

import dev.headwater.agent.Headwater;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Phase;
import dev.headwater.agent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * Trains a network on handwritten digits with mini-batch SGD. What Headwater needs to know is said in the lines with
 * {@code run} and {@code Headwater}; all else is a program as it would be without.
 *
 * <p>Arguments: folder to work in, name of the run, learning rate, and the checkpoint to go on from, if any.
 */
public final class DigitsTrainer {

    private static final int EPOCHS = 30;
    private static final int BATCH = 16;
    private static final int HIDDEN = 320;
    private static final int TRAINING_IMAGES = 1437;
    private static final int EPOCHS_PER_CHECKPOINT = 10;
    private static final long SEED = 7;

    private static final Duration MOST_WAIT_FOR_DIGESTS = Duration.ofSeconds(60);

    private DigitsTrainer() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 3 || args.length > 4) {
            System.err.println("usage: DigitsTrainer FOLDER NAME LEARNING_RATE [CHECKPOINT]");
            System.exit(2);
        }
        Path folder = Path.of(args[0]);
        double learningRate = Double.parseDouble(args[2]);
        try (Run run = Headwater.experiment("digits").name(args[1]).start()) {
            try {
                run.param("learning_rate", learningRate)
                        .param("batch_size", BATCH)
                        .param("epochs", EPOCHS)
                        .param("hidden_units", HIDDEN)
                        .param("optimizer", "sgd")
                        .param("seed", SEED);
                Network network;
                if (args.length == 4) {
                    Path checkpoint = Path.of(args[3]);
                    run.inputCheckpoint(checkpoint);
                    network = Network.load(checkpoint);
                } else {
                    network = Network.random(new Random(SEED), Digits.PIXELS, HIDDEN, HIDDEN, Digits.CLASSES);
                }
                run.param("parameters", network.parameters());
                train(run, network, folder, learningRate);
            } catch (ArithmeticException | IOException e) {
                run.fail(e);
                throw e;
            }
        } finally {
            // The agent would leave within two seconds, and files that it has not hashed by then are known by no
            // digest.
            Headwater.collector().drain(MOST_WAIT_FOR_DIGESTS);
        }
    }

    private static void train(Run run, Network network, Path folder, double learningRate) throws IOException {
        Path data = folder.resolve("digits.csv");
        if (!Files.exists(data)) {
            Digits.unpack(data);
        }
        run.dataset("digits", "train", data);
        Digits all = Digits.read(data);
        Digits training = all.part(0, TRAINING_IMAGES);
        Digits validation = all.part(TRAINING_IMAGES, all.count());

        Metric loss = run.metric("loss", "train");
        Metric gradientNorm = run.metric("grad_norm", "train");
        Metric validationLoss = run.metric("loss", "validation");
        Metric validationAccuracy = run.metric("accuracy", "validation");

        Random random = new Random(SEED);
        int[] order = new int[training.count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        long step = 0;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            Phase phase = run.epoch(epoch);
            long first = step;
            shuffle(order, random);
            for (int from = 0; from < order.length; from += BATCH) {
                double batchLoss = network.backward(training, order, from, Math.min(order.length, from + BATCH));
                loss.log(step, batchLoss);
                gradientNorm.log(step, network.gradientNorm());
                if (!Double.isFinite(batchLoss)) {
                    throw new ArithmeticException(
                            "training has diverged: the loss is " + batchLoss + " at step " + step);
                }
                network.descend(learningRate);
                step++;
            }
            Network.Score score = network.evaluate(validation);
            validationLoss.log(step, score.loss());
            validationAccuracy.log(step, score.accuracy());
            if (epoch % EPOCHS_PER_CHECKPOINT == 0) {
                Path checkpoint = folder.resolve("epoch-" + epoch + ".checkpoint");
                network.save(checkpoint);
                run.checkpoint(checkpoint, step);
            }
            phase.steps(first, step - 1).close();
        }
        Path model = folder.resolve("model.bin");
        network.export(model);
        run.model(model);
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
