package dev.headwater.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "3, 3",
        "0.341251, 0.34125",
        "1234.5678, 1234.6",
        "-0.5, -0.5",
        "1234567890123, 1.2346e+12",
        "0.00001234, 1.2340e-05",
        "NaN, NaN",
        "Infinity, Infinity"
    })
    void showsFiveSignificantDigits(double value, String shown) {
        assertThat(Figures.of(value)).isEqualTo(shown);
    }

    @Test
    void showsDurationsInTheUnitThatFits() {
        assertThat(Figures.of(Duration.ofMillis(420))).isEqualTo("0.4 s");
        assertThat(Figures.of(Duration.ofSeconds(245))).isEqualTo("4 min 5 s");
        assertThat(Figures.of(Duration.ofSeconds(7620))).isEqualTo("2 h 7 min");
    }

    @Test
    void groupsTheDigitsOfCounts() {
        assertThat(Figures.count(2646044)).isEqualTo("2,646,044");
    }
}
