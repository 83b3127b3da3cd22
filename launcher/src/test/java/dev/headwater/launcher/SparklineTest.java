package dev.headwater.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void isEmptyWithoutPoints() {
        assertThat(new Sparkline(8)).hasToString("");
    }

    @Test
    void drawsLowAndHigh() {
        Sparkline line = new Sparkline(8);
        for (int i = 0; i < 8; i++) {
            line.add(i);
        }

        assertThat(line).hasToString("▁▂▃▄▅▆▇█");
    }

    @Test
    void fitsAnyNumberOfPointsIntoItsWidth() {
        Sparkline line = new Sparkline(8);
        for (int i = 0; i < 10_000; i++) {
            line.add(i);
            assertThat(line.toString().length()).isBetween(1, 8);
        }

        assertThat(line.toString()).startsWith("▁").endsWith("█");
    }

    @Test
    void marksWhatIsNotFinite() {
        Sparkline line = new Sparkline(8);
        line.add(1);
        line.add(Double.NaN);
        line.add(2);

        assertThat(line).hasToString("▁×█");
    }

    @Test
    void drawsAConstantAsALowLine() {
        Sparkline line = new Sparkline(8);
        line.add(5);
        line.add(5);

        assertThat(line).hasToString("▁▁");
    }
}
