package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.processor.Guest;
import dev.headwater.processor.detect.rules.Rulebook;
import org.junit.jupiter.api.Test;

class RulesInForceTest {

    private static final Rulebook LENIENT =
            Rulebook.parse("lenient", "experiments:\n  dig*:\n    rules:\n      non-finite: {enabled: false}\n");

    private Rulebook book = LENIENT;

    @Test
    void anExperimentHasRulesOfItsOwn() {
        try (Bench bench = new Bench(Settings.DEFAULT, experiment -> book.forExperiment(experiment))) {
            Guest digits = new Guest("r1");
            Guest other = new Guest("r2");

            bench.send(digits.starts(), digits.logs("train", "loss", 0, Double.NaN));
            bench.send(
                    other.says(Guest.start().setExperiment("mnist").build()),
                    other.logs("train", "loss", 0, Double.NaN));

            assertThat(bench.anomalies()).extracting(Anomaly::getRunId).containsExactly("r2");
        }
    }

    @Test
    void changedRulesAreInForceFromTheNextBatchOn() {
        try (Bench bench = new Bench(Settings.DEFAULT, experiment -> book.forExperiment(experiment))) {
            Guest digits = new Guest("r1");
            bench.send(digits.starts(), digits.logs("train", "loss", 0, 1, Double.NaN));

            book = Rulebook.standard();
            bench.send(digits.logs("train", "loss", 2, 1, Double.NaN));

            assertThat(bench.anomalies()).singleElement().satisfies(finding -> {
                assertThat(finding.getRule()).isEqualTo("non-finite");
                assertThat(finding.getFirstStep()).isEqualTo(3);
            });
        }
    }

    @Test
    void whatOtherThresholdsFoundIsOver() {
        book = alert(4);
        try (Bench bench = new Bench(Settings.DEFAULT, experiment -> book.forExperiment(experiment))) {
            Guest digits = new Guest("r1");
            bench.send(digits.starts(), digits.logs("train", "loss", 0, 5));

            book = alert(100);
            bench.send(digits.logs("train", "loss", 1, 5), digits.logs("train", "loss", 2, 200));

            assertThat(bench.anomalies())
                    .filteredOn(finding -> finding.getRule().equals("alert:high"))
                    .extracting(finding -> finding.getState() + " " + finding.getFirstStep())
                    .containsExactly("OPEN 0", "RESOLVED 0", "OPEN 2");
        }
    }

    private static Rulebook alert(int bound) {
        return Rulebook.parse(
                "alert", "alerts:\n  high: {metric: \"*loss\", bound: " + bound + ", direction: up, points: 1}\n");
    }
}
