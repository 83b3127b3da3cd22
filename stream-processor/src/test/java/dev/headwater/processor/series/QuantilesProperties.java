package dev.headwater.processor.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantilesProperties {

    private static final double[] SHARES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

    private static final int BLOCK = 1024;

    /** How values may come; the order must not matter to a sketch. */
    enum Order {
        ANY,
        RISING,
        FALLING,
        FEW_DIFFERENT
    }

    private static double[] values(long seed, int count, Order order) {
        Random random = new Random(seed);
        double[] values = random.doubles(count).map(x -> x * x * x).toArray();
        if (order == Order.FEW_DIFFERENT) {
            return Arrays.stream(values).map(x -> Math.floor(x * 10)).toArray();
        } else if (order != Order.ANY) {
            Arrays.sort(values);
        }
        if (order == Order.FALLING) {
            for (int i = 0; i < count / 2; i++) {
                double value = values[i];
                values[i] = values[count - 1 - i];
                values[count - 1 - i] = value;
            }
        }
        return values;
    }

    private static Quantiles sketch(double[] values) {
        Quantiles sketch = new Quantiles();
        for (int from = 0; from < values.length; from += BLOCK) {
            double[] block = Arrays.copyOfRange(values, from, Math.min(values.length, from + BLOCK));
            Arrays.sort(block);
            sketch.add(block);
        }
        return sketch;
    }

    /** How far the rank of a value is from the share it was given for; 0 when equal values cover it. */
    private static double rankError(double[] sorted, double share, double value) {
        int below = 0;
        int upTo = 0;
        for (double each : sorted) {
            below += each < value ? 1 : 0;
            upTo += each <= value ? 1 : 0;
        }
        double lowest = (double) below / sorted.length;
        double highest = (double) upTo / sorted.length;
        return share < lowest ? lowest - share : Math.max(0, share - highest);
    }

    /** 99 of 100 are within 1.33 %; none of these is above twice that. */
    @Property(tries = 60)
    void ranksAreNearlyRight(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200_000) int count, @ForAll Order order) {
        double[] values = values(seed, count, order);
        double[] found = sketch(values).at(new double[0], SHARES);
        double[] sorted = values.clone();
        Arrays.sort(sorted);

        for (int i = 0; i < SHARES.length; i++) {
            assertThat(rankError(sorted, SHARES[i], found[i]))
                    .as("rank of %s for %s of %s values", found[i], SHARES[i], count)
                    .isLessThan(2 * 0.0133);
        }
    }

    @Test
    void theErrorIsWhatTheReferenceStates() {
        List<Double> errors = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            double[] values = values(seed, 100_000, Order.ANY);
            double[] found = sketch(values).at(new double[0], SHARES);
            Arrays.sort(values);
            for (int i = 0; i < SHARES.length; i++) {
                errors.add(rankError(values, SHARES[i], found[i]));
            }
        }
        errors.sort(null);

        assertThat(errors.get(errors.size() * 99 / 100)).isLessThan(0.0133);
    }

    @Property(tries = 50)
    void fewValuesAreExact(@ForAll @Size(min = 1, max = 100) List<@IntRange(min = -50, max = 50) Integer> values) {
        double[] sorted =
                values.stream().mapToDouble(Integer::doubleValue).sorted().toArray();

        double[] found = new Quantiles().at(sorted, SHARES);

        for (int i = 0; i < SHARES.length; i++) {
            assertThat(found[i]).isEqualTo(sorted[(int) Math.ceil(SHARES[i] * sorted.length) - 1]);
        }
    }

    @Property(tries = 30)
    void isTheSameAfterItWasStoredInTheMidst(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int blocks) {
        double[] values = values(seed, 80 * BLOCK, Order.ANY);
        Quantiles undisturbed = sketch(values);
        Quantiles stored = sketch(Arrays.copyOf(values, blocks * BLOCK));
        for (int block = blocks; block < 80; block++) {
            double[] next = Arrays.copyOfRange(values, block * BLOCK, (block + 1) * BLOCK);
            Arrays.sort(next);
            stored = new Quantiles(stored.state());
            stored.add(next);
        }

        assertThat(stored.state()).isEqualTo(undisturbed.state());
    }

    @Test
    void staysSmall() {
        Quantiles sketch = sketch(values(7, 3_000_000, Order.ANY));

        assertThat(sketch.count()).isEqualTo(3_000_000);
        assertThat(sketch.kept()).isLessThan(750);
    }
}
