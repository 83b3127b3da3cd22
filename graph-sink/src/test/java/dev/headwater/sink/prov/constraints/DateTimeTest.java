package dev.headwater.sink.prov.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00.000Z, true",
        "2026-01-01T00:00:00Z, 2026-01-01T01:00:00+01:00, true",
        "2026-01-01T24:00:00, 2026-01-02T00:00:00, true",
        "2026-01-01T00:00:00.5Z, 2026-01-01T00:00:00.500Z, true",
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00.0000000001Z, false",
        "2026-01-01T00:00:00, 2026-01-01T00:00:00Z, false",
        "-0044-03-15T12:00:00, 0044-03-15T12:00:00, false",
        "12026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, false"
    })
    void isTheSameValueHoweverItIsWritten(String one, String other, boolean same) {
        assertThat(DateTime.value(one)).isNotNull();
        assertThat(DateTime.value(other)).isNotNull();
        assertThat(Objects.equals(DateTime.value(one), DateTime.value(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-01-01", "2026-02-30T00:00:00Z", "2026-01-01T25:00:00", "2026-01-01 00:00:00", "now"})
    void isNoTime(String text) {
        assertThat(DateTime.value(text)).isNull();
    }
}
