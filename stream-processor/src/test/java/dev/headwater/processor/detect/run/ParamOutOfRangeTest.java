package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.event.ParamsLogged;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamOutOfRangeTest {

    private static RunScript says(Map<String, Object> params) {
        return new RunScript().event(new ParamsLogged(params));
    }

    @Test
    void whatNoTrainingCanMeanIsFound() {
        assertThat(says(Map.of("model.dropout", 1.5, "optimizer.lr", "-0.1", "batch_size", 32L))
                        .played(ParamOutOfRange.DEFINITION))
                .extracting(finding -> finding.message())
                .containsExactly(
                        "Parameter model.dropout is 1.5, but should be 0 to 0.999",
                        "Parameter optimizer.lr is -0.1, but should be 0 to 1000");
    }

    @Test
    void aDeclaredRangeHoldsForAWholeNameOrItsLastWord() {
        var rule =
                ParamOutOfRange.declaring(Map.of("lr", new ParamRange(1e-6, 1), "data.workers", new ParamRange(1, 8)));

        assertThat(says(Map.of("optimizer.lr", 2.0, "data.workers", 0L, "io.workers", 0L))
                        .played(rule))
                .extracting(finding -> finding.subject().withinRun())
                .containsExactly("param/data.workers", "param/optimizer.lr");
        assertThat(rule.standard().rule().settings()).hasSize(12);
        assertThat(ParamOutOfRange.DEFINITION.standard().rule().settings()).isEmpty();
    }

    @Test
    void usualConfigurationsAreFine() {
        assertThat(says(Map.of(
                                "lr",
                                30.0,
                                "dropout",
                                0.0,
                                "momentum",
                                "auto",
                                "batch_size",
                                "auto",
                                "seed",
                                -1L,
                                "max_steps",
                                -1L,
                                "beta2",
                                0.999))
                        .played(ParamOutOfRange.DEFINITION))
                .isEmpty();
    }

    @Test
    void aRangeThatIsEmptyIsRefused() {
        assertThatThrownBy(() -> new ParamRange(2, 1)).hasMessageContaining("not from 2 to 1");
    }
}
