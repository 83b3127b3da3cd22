package dev.headwater.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    @ParameterizedTest
    @CsvSource({
        "1700000000, 2023-11-14T22:13:20Z",
        "1700000000.25, 2023-11-14T22:13:20.250Z",
        "1700000000250, 2023-11-14T22:13:20.250Z",
        "0, 1970-01-01T00:00:00Z",
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "2026-01-31T12:00:00-02:00, 2026-01-31T14:00:00Z",
        "2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00.5, 2026-01-31T12:00:00.500Z",
        "2026-01-31, 2026-01-31T00:00:00Z"
    })
    void readsSecondsMillisecondsAndIso(String text, Instant instant) {
        assertThat(Moment.millis(text)).hasValue(instant.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "nan", "inf", "2026-02-30 00:00:00", "1700000000000000000", "12:00"})
    void refusesWhatIsNoTime(String text) {
        assertThat(Moment.millis(text)).isEmpty();
    }
}
