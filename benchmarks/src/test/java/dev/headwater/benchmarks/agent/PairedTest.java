package dev.headwater.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedTest {

    @Test
    void comparesEachPairByItselfAndTakesTheMiddleOne() {
        Paired paired = new Paired();
        paired.add(10.1, 10);
        // The machine was busy with something else for both of these.
        paired.add(20.2, 20);
        // And here only for the first.
        paired.add(30, 10);

        assertThat(paired.percentMore()).isCloseTo(1, within(1e-9));
    }

    @Test
    void theMiddleOfAnEvenNumberIsBetweenTwo() {
        assertThat(Paired.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }
}
