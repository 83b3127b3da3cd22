package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {

    @TempDir
    Path folder;

    @Test
    void comesWithAllDigitsOfTheCollection() throws IOException {
        Digits digits = digits();

        assertThat(digits.count()).isEqualTo(1797);
        assertThat(Arrays.stream(digits.images()[0]).boxed()).hasSize(64).allMatch(pixel -> pixel >= 0 && pixel <= 1);
        assertThat(digits.labels()).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void learnsToRecogniseDigits() throws IOException {
        Digits digits = digits();
        Network network = Network.random(new Random(1), Digits.PIXELS, 32, Digits.CLASSES);
        int[] order = IntStream.range(0, 1400).toArray();

        for (int epoch = 0; epoch < 10; epoch++) {
            for (int from = 0; from < order.length; from += 20) {
                network.backward(digits, order, from, from + 20);
                network.descend(0.1);
            }
        }

        assertThat(network.evaluate(digits.part(1400, 1797)).accuracy()).isGreaterThan(0.85);
    }

    @Test
    void descendsAlongTheGradient() throws IOException {
        Digits digits = digits();
        Network network = Network.random(new Random(1), Digits.PIXELS, 16, Digits.CLASSES);
        int[] order = IntStream.range(0, 50).toArray();
        double rate = 1e-4;

        double before = network.backward(digits, order, 0, 50);
        double norm = network.gradientNorm();
        network.descend(rate);
        double after = network.backward(digits, order, 0, 50);

        // To first order the loss falls by rate times the squared length of the gradient.
        assertThat(before - after).isCloseTo(rate * norm * norm, within(rate * norm * norm * 0.05));
    }

    @Test
    void goesOnFromACheckpointAsIfNothingHadHappened() throws IOException {
        Digits digits = digits().part(0, 100);
        Network network = Network.random(new Random(1), Digits.PIXELS, 16, Digits.CLASSES);
        Path checkpoint = folder.resolve("checkpoint");

        network.save(checkpoint);

        assertThat(Network.load(checkpoint).evaluate(digits)).isEqualTo(network.evaluate(digits));
    }

    private Digits digits() throws IOException {
        Path csv = folder.resolve("digits.csv");
        Digits.unpack(csv);
        return Digits.read(csv);
    }
}
