package dev.headwater.processor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {

    private final Pauses pauses = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(7));

    @ParameterizedTest
    @CsvSource({"1, 500, 1000", "2, 1000, 2000", "6, 16000, 32000", "7, 30000, 60000", "4000000, 30000, 60000"})
    void pausesDoubleUpToTheLongestAndAreSpread(int failures, long least, long most) {
        for (int i = 0; i < 100; i++) {
            assertThat(pauses.after(failures, Optional.empty()).toMillis()).isBetween(least, most);
        }
    }

    @Test
    void theReceiverIsNotAskedBeforeItWantsTo() {
        assertThat(pauses.after(1, Optional.of(Duration.ofSeconds(90)))).isEqualTo(Duration.ofSeconds(90));
        assertThat(pauses.after(7, Optional.of(Duration.ofSeconds(1)))).isGreaterThan(Duration.ofSeconds(29));
    }
}
