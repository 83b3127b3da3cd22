package dev.headwater.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+1.5", ".5", "5.", "1e9", "1E-9", "-1.25e+10"})
    void readsDecimalNumbers(String text) {
        assertThat(Numbers.isNumber(text)).isTrue();
        assertThat(Numbers.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "NAN", "-nan", "+NaN"})
    void readsNotANumber(String text) {
        assertThat(Numbers.isNumber(text)).isTrue();
        assertThat(Numbers.parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "Inf", "+INF", "infinity", "Infinity"})
    void readsInfinity(String text) {
        assertThat(Numbers.isNumber(text)).isTrue();
        assertThat(Numbers.parse(text)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-inf", "-Infinity"})
    void readsNegativeInfinity(String text) {
        assertThat(Numbers.isNumber(text)).isTrue();
        assertThat(Numbers.parse(text)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "e5", "1e", "1d", "1f", "0x10", "1_000", "1,5", "1 2", "None", "n/a", "nano", "--1"
            })
    void refusesWhatIsNoNumber(String text) {
        assertThat(Numbers.isNumber(text)).isFalse();
    }

    @Property
    void readsWhateverJavaWrites(@ForAll double value) {
        String text = Double.toString(value);

        assertThat(Numbers.isNumber(text)).isTrue();
        assertThat(Numbers.parse(text)).isEqualTo(value);
    }
}
