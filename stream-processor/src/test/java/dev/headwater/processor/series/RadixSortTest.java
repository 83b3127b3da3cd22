package dev.headwater.processor.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RadixSortTest {

    private static final Random RANDOM = new Random(11);

    /** Where values of a series may lie. */
    enum Values {
        ABOUT_ONE(() -> 1 + RANDOM.nextDouble() / 10),
        ABOUT_ZERO(RANDOM::nextGaussian),
        OF_ALL_SIZES(() -> finite(Double.longBitsToDouble(RANDOM.nextLong()))),
        THE_SAME(() -> 0.5),
        FEW(() -> RANDOM.nextInt(3) - 1.0),
        ZEROS(() -> RANDOM.nextBoolean() ? 0.0 : -0.0),
        CLOSER_THAN_DIGITS_TELL(() -> Math.nextUp(1.0) + RANDOM.nextInt(1_000) * Math.ulp(1.0)),
        TINY(() -> RANDOM.nextInt(1_000) * Double.MIN_VALUE);

        private final DoubleSupplier next;

        Values(DoubleSupplier next) {
            this.next = next;
        }

        private static double finite(double value) {
            return Double.isFinite(value) ? value : 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void sortsAsComparingDoes(Values values) {
        RadixSort sort = new RadixSort();
        for (int size : new int[] {0, 1, 2, 191, 192, 193, 1024, 300, 1024}) {
            double[] sorted = DoubleStream.generate(values.next).limit(size).toArray();
            double[] expected = sorted.clone();
            Arrays.sort(expected);

            sort.sort(sorted);

            assertThat(Arrays.equals(sorted, expected))
                    .as("%d values %s", size, values)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesInOrderWhatIs(Values values) {
        double[] rising =
                DoubleStream.generate(values.next).limit(1024).sorted().toArray();
        double[] falling = new double[rising.length];
        for (int i = 0; i < falling.length; i++) {
            falling[i] = rising[rising.length - 1 - i];
        }
        RadixSort sort = new RadixSort();
        sort.sort(falling);

        assertThat(Arrays.equals(falling, rising)).as("falling %s", values).isTrue();
    }
}
