package dev.headwater.processor.detect.sibling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.Siblings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiblingRulesTest {

    private final SiblingRules rules = SiblingRules.standard();
    private final List<Finding> found = new ArrayList<>();
    private Siblings experiment = SiblingRules.nobody();
    private int runs;

    private SiblingRulesTest run(Map<String, String> settings, String fingerprint) {
        return run("r-" + runs, settings, fingerprint);
    }

    private SiblingRulesTest run(String runId, Map<String, String> settings, String fingerprint) {
        SiblingRules.Compared compared = rules.compare(
                experiment, new Portrait(runId, (long) runs++, settings, fingerprint), severity -> true, 0);
        experiment = compared.after();
        found.addAll(compared.found());
        return this;
    }

    private SiblingRulesTest sweep(int trials) {
        for (int trial = 0; trial < trials; trial++) {
            run(Map.of("param/lr", "0.0" + (1 + trial), "param/data", "v1", "code", "abc"), "f-" + runs);
        }
        return this;
    }

    @Test
    void whatFiveRunsHadInCommonAndTheSixthHasNotIsDrift() {
        sweep(5).run(Map.of("param/lr", "0.09", "param/data", "v2", "code", "abc"), "g");

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.rule().name()).isEqualTo("config-drift");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.message())
                    .isEqualTo("The run differs from all 5 earlier runs of the experiment: data is v2 and was v1");
            assertThat(finding.subject().used()).containsExactly("config:r-5");
        });
    }

    @Test
    void fourRunsAreNoHabit() {
        sweep(4).run(Map.of("param/lr", "0.09", "param/data", "v2", "code", "abc"), "g");
        assertThat(found).isEmpty();
    }

    @Test
    void whatVariesIsNoHabitUnlessItIsFarOutside() {
        sweep(9).run(Map.of("param/lr", "0.5", "param/data", "v1", "code", "abc"), "g");
        assertThat(found).isEmpty();

        run(Map.of("param/lr", "50", "param/data", "v1", "code", "abc"), "h");
        assertThat(found)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("lr is 50 and was 0.01 to 0.5"));
    }

    @Test
    void aSettingThatIsGoneIsDrift() {
        sweep(6).run(Map.of("param/lr", "0.02", "code", "abc"), "g");
        assertThat(found)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("it has no data, which was v1"));
    }

    @Test
    void theSameParametersCodeAndDataAreADuplicate() {
        sweep(3).run(Map.of("param/lr", "0.01", "param/data", "v1", "code", "abc"), "f-1");

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.rule().name()).isEqualTo("duplicate-run");
            assertThat(finding.message()).isEqualTo("The run has the same parameters, code and data as run r-1");
            assertThat(finding.subject().used()).containsExactly("config:r-3", "config:r-1");
        });
    }

    @Test
    void aRunIsNotItsOwnSibling() {
        sweep(3).run("r-1", Map.of("param/lr", "9"), "f-1");
        assertThat(found).isEmpty();
        assertThat(experiment.getRuns()).isEqualTo(3);
    }

    @Test
    void randomSearchRaisesNothing() {
        for (long seed = 0; seed < 100; seed++) {
            experiment = SiblingRules.nobody();
            Random random = new Random(seed);
            for (int trial = 0; trial < 60; trial++) {
                run(
                        Map.of(
                                "param/lr", Double.toString(Math.pow(10, -4 + 3 * random.nextDouble())),
                                "param/layers", Integer.toString(1 + random.nextInt(8)),
                                "param/dropout", Double.toString(random.nextDouble()),
                                "param/data", "v1"),
                        seed + "/" + trial);
            }
        }
        assertThat(found).hasSizeLessThan(60);
    }

    @Test
    void whatIsKeptIsBounded() {
        for (int run = 0; run < 2_000; run++) {
            run(Map.of("param/" + run, "x"), "f" + run);
        }
        assertThat(experiment.getRecent()).hasSize(500);
        assertThat(experiment.getHabits()).hasSize(300);
    }
}
