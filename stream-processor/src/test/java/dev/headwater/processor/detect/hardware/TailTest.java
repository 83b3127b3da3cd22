package dev.headwater.processor.detect.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TailTest {

    private static final double GRAIN = 1e-9;

    private final Tail tail = new Tail(0);
    private final double[] memory = new double[Tail.SLOTS];

    @Test
    void saysHowSeldomASizeIsBothWithinAndBeyondWhatWasSeen() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            tail.surprise(memory, -Math.log(random.nextDouble()), GRAIN);
        }
        // An exponential size is above s with probability e^-s: 7 is one in 1,097, 9 one in 8,103.
        assertThat(tail.surprise(memory.clone(), 7, GRAIN)).isCloseTo(3.04, within(0.2));
        assertThat(tail.surprise(memory.clone(), 9, GRAIN)).isCloseTo(3.91, within(0.3));
        assertThat(tail.surprise(memory.clone(), 100, GRAIN)).isGreaterThan(5.5);
        assertThat(tail.surprise(memory.clone(), 3, GRAIN)).isZero();
    }

    @Test
    void forgetsOldRecordsButNotHowSeldomTheyAre() {
        Random random = new Random(2);
        int surprised = 0;
        int points = 400_000;
        for (int i = 0; i < points; i++) {
            surprised += tail.surprise(memory, Math.abs(random.nextGaussian()), GRAIN) > 3 ? 1 : 0;
        }
        // One in a thousand, for as long as it lasts.
        assertThat(surprised / (points / 1000.0)).isBetween(0.5, 2.0);
    }

    @Test
    void learnsALowerLevelInTheEnd() {
        for (int i = 0; i < 1_000; i++) {
            tail.surprise(memory, 100 + i % 7, GRAIN);
        }
        for (int i = 0; i < 600_000; i++) {
            tail.surprise(memory, 1 + i % 7 / 10.0, GRAIN);
        }
        assertThat(tail.surprise(memory, 50, GRAIN)).isGreaterThan(2);
    }

    @Test
    void isNotSurprisedByTheFirst() {
        for (int i = 0; i < 64; i++) {
            assertThat(tail.surprise(memory, Math.pow(10, i), GRAIN)).isZero();
        }
    }
}
