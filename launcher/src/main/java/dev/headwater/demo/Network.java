package dev.headwater.demo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A multi-layer perceptron: leaky ReLU between the layers, softmax with cross-entropy at the end. */
public final class Network {

    /** What one pass over some images gave: mean loss in nats, and the share that was recognised. */
    record Score(double loss, double accuracy) {}

    private static final double LEAK = 0.01;

    private final int[] widths;
    private final double[][] weights;
    private final double[][] gradients;
    private final double[][] activations;
    private final double[][] deltas;

    private Network(int[] widths) {
        this.widths = widths.clone();
        int layers = widths.length - 1;
        weights = new double[layers][];
        gradients = new double[layers][];
        activations = new double[layers + 1][];
        deltas = new double[layers + 1][];
        for (int layer = 0; layer < layers; layer++) {
            // One more row than inputs: the biases.
            weights[layer] = new double[(widths[layer] + 1) * widths[layer + 1]];
            gradients[layer] = new double[weights[layer].length];
        }
        for (int layer = 0; layer <= layers; layer++) {
            activations[layer] = new double[widths[layer]];
            deltas[layer] = new double[widths[layer]];
        }
    }

    /** Weights drawn as He et al. (2015) advise for rectifiers. */
    public static Network random(Random random, int... widths) {
        Network network = new Network(widths);
        for (int layer = 0; layer < network.weights.length; layer++) {
            double deviation = Math.sqrt(2.0 / widths[layer]);
            for (int i = 0; i < widths[layer] * widths[layer + 1]; i++) {
                network.weights[layer][i] = random.nextGaussian() * deviation;
            }
        }
        return network;
    }

    /** Reads what {@link #save} wrote. */
    static Network load(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int[] widths = new int[in.readInt()];
            for (int i = 0; i < widths.length; i++) {
                widths[i] = in.readInt();
            }
            Network network = new Network(widths);
            for (double[] layer : network.weights) {
                for (int i = 0; i < layer.length; i++) {
                    layer[i] = in.readDouble();
                }
            }
            return network;
        }
    }

    /** Writes everything that is needed to go on. */
    void save(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(widths.length);
            for (int width : widths) {
                out.writeInt(width);
            }
            for (double[] layer : weights) {
                for (double weight : layer) {
                    out.writeDouble(weight);
                }
            }
        }
    }

    /** Writes the weights alone and in half the size, which is enough to recognise digits with. */
    void export(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (double[] layer : weights) {
                for (double weight : layer) {
                    out.writeFloat((float) weight);
                }
            }
        }
    }

    int parameters() {
        int parameters = 0;
        for (double[] layer : weights) {
            parameters += layer.length;
        }
        return parameters;
    }

    /**
     * Loss of a mini-batch; afterwards the gradients of its mean are there for {@link #gradientNorm()} and
     * {@link #descend(double)}.
     */
    public double backward(Digits digits, int[] order, int from, int to) {
        for (double[] gradient : gradients) {
            Arrays.fill(gradient, 0);
        }
        double loss = 0;
        for (int i = from; i < to; i++) {
            int label = digits.labels()[order[i]];
            loss += forward(digits.images()[order[i]], label);
            double[] delta = deltas[weights.length];
            System.arraycopy(activations[weights.length], 0, delta, 0, delta.length);
            delta[label] -= 1;
            accumulate(1.0 / (to - from));
        }
        return loss / (to - from);
    }

    /** Euclidean length of the gradient. */
    public double gradientNorm() {
        double sum = 0;
        for (double[] gradient : gradients) {
            for (double g : gradient) {
                sum += g * g;
            }
        }
        return Math.sqrt(sum);
    }

    /** One step of gradient descent. */
    public void descend(double learningRate) {
        for (int layer = 0; layer < weights.length; layer++) {
            for (int i = 0; i < weights[layer].length; i++) {
                weights[layer][i] -= learningRate * gradients[layer][i];
            }
        }
    }

    Score evaluate(Digits digits) {
        double loss = 0;
        int right = 0;
        for (int i = 0; i < digits.count(); i++) {
            loss += forward(digits.images()[i], digits.labels()[i]);
            right += best(activations[weights.length]) == digits.labels()[i] ? 1 : 0;
        }
        return new Score(loss / digits.count(), (double) right / digits.count());
    }

    /** Fills the activations, the last of them with probabilities; returns the cross-entropy. */
    private double forward(double[] image, int label) {
        System.arraycopy(image, 0, activations[0], 0, image.length);
        for (int layer = 0; layer < weights.length; layer++) {
            double[] in = activations[layer];
            double[] out = activations[layer + 1];
            System.arraycopy(weights[layer], in.length * out.length, out, 0, out.length);
            for (int i = 0; i < in.length; i++) {
                double x = in[i];
                int row = i * out.length;
                for (int o = 0; o < out.length; o++) {
                    out[o] += x * weights[layer][row + o];
                }
            }
            if (layer < weights.length - 1) {
                for (int o = 0; o < out.length; o++) {
                    out[o] = out[o] > 0 ? out[o] : LEAK * out[o];
                }
            }
        }
        return softmax(activations[weights.length], label);
    }

    private static double softmax(double[] logits, int label) {
        double highest = logits[best(logits)];
        double right = logits[label] - highest;
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.exp(logits[i] - highest);
            sum += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] /= sum;
        }
        return Math.log(sum) - right;
    }

    private static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private void accumulate(double share) {
        for (int layer = weights.length - 1; layer >= 0; layer--) {
            double[] in = activations[layer];
            double[] delta = deltas[layer + 1];
            double[] gradient = gradients[layer];
            double[] weight = weights[layer];
            int biases = in.length * delta.length;
            for (int o = 0; o < delta.length; o++) {
                gradient[biases + o] += share * delta[o];
            }
            for (int i = 0; i < in.length; i++) {
                int row = i * delta.length;
                double x = share * in[i];
                double back = 0;
                for (int o = 0; o < delta.length; o++) {
                    gradient[row + o] += x * delta[o];
                    back += weight[row + o] * delta[o];
                }
                deltas[layer][i] = in[i] > 0 ? back : LEAK * back;
            }
        }
    }
}
