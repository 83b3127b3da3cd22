package dev.headwater.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedTextTest {

    @Test
    void takesWholeNumbersNumbersAndTruthForWhatTheyAre() {
        assertThat(TypedText.of("3")).isEqualTo(3L);
        assertThat(TypedText.of("-12")).isEqualTo(-12L);
        assertThat(TypedText.of("0.1")).isEqualTo(0.1);
        assertThat(TypedText.of("1e-4")).isEqualTo(1e-4);
        assertThat(TypedText.of("true")).isEqualTo(true);
    }

    @Test
    void leavesEverythingElseText() {
        assertThat(TypedText.of("007")).isEqualTo("007");
        assertThat(TypedText.of("1.2.3")).isEqualTo("1.2.3");
        assertThat(TypedText.of("adam")).isEqualTo("adam");
        assertThat(TypedText.of("")).isEqualTo("");
        assertThat(TypedText.of("99999999999999999999")).isEqualTo("99999999999999999999");
    }
}
