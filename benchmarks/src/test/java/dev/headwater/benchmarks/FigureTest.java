package dev.headwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void isALineOfJsonWithAllThatIsNeededToJudgeIt() {
        Figure figure = Figure.of("agent.log.average", 41.23456789, "ns")
                .mustBe(Target.atMost(100))
                .against(33)
                .with("points", 123_456_789L)
                .with("error", Double.NaN);

        assertThat(figure.json(Map.of("cores", 2)))
                .isEqualTo("{\"figure\":\"agent.log.average\",\"value\":41.235,\"unit\":\"ns\",\"target\":\"<= 100\","
                        + "\"met\":true,\"baseline\":33,\"details\":{\"points\":123456789,\"error\":\"NaN\"},"
                        + "\"conditions\":{\"cores\":2}}");
    }

    @Test
    void printsLargeNumbersWholeAndSmallOnesWithFiveDigits() {
        assertThat(Figure.of("x", 1_987_654.321, "points/s").json(Map.of())).contains("\"value\":1987654,");
        assertThat(Figure.of("x", 0.0123456, "%").json(Map.of())).contains("\"value\":0.012346,");
    }

    @Test
    void saysNothingOfATargetThatItHasNot() {
        assertThat(Figure.of("x", 1, "ns").json(Map.of())).doesNotContain("target", "met", "baseline");
    }

    @Test
    void meetsItsTargetOrNot() {
        assertThat(Target.atMost(5).met(5)).isTrue();
        assertThat(Target.below(5).met(5)).isFalse();
        assertThat(Target.atLeast(5).met(4.999)).isFalse();
        assertThat(Figure.of("x", 5.1, "us").mustBe(Target.atMost(5)).met()).isFalse();
    }

    @Test
    void whatCouldNotBeMeasuredMeetsNothing() {
        assertThat(Target.atMost(5).met(Double.NaN)).isFalse();
        assertThat(Target.atLeast(5).met(Double.NaN)).isFalse();
    }
}
