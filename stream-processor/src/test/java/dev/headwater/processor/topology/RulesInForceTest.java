package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.AnomalyState;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.rules.Rulebook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    @Test
    void whatARuleThatIsSwitchedOffHadOpenIsOverOnce() {
        book = Rulebook.standard();
        try (Bench bench = new Bench(Settings.DEFAULT, experiment -> book.forExperiment(experiment))) {
            Guest digits = new Guest("r1");
            bench.send(digits.starts(), digits.says(new ParamsLogged(Map.of("dropout", 1.5))));
            bench.send(digits.logs("train", "loss", 0, 1, Double.NaN));
            List<Anomaly> open = bench.anomalies();
            assertThat(open)
                    .extracting(finding -> finding.getRule() + " " + finding.getState())
                    .containsExactlyInAnyOrder("param-out-of-range OPEN", "non-finite OPEN");

            book = Rulebook.parse(
                    "off", "rules:\n  non-finite: {enabled: false}\n  param-out-of-range: {enabled: false}\n");
            bench.send(digits.logs("train", "loss", 2, 1), digits.logs("train", "loss", 3, 1), digits.beats(5_000));

            List<Anomaly> over = bench.anomalies();
            assertThat(over).extracting(Anomaly::getState).containsOnly(AnomalyState.RESOLVED);
            assertThat(over)
                    .extracting(RulesInForceTest::told)
                    .containsExactlyInAnyOrderElementsOf(
                            open.stream().map(RulesInForceTest::told).toList());

            book = Rulebook.standard();
            bench.send(digits.logs("train", "loss", 4, Double.NaN));

            assertThat(bench.anomalies())
                    .extracting(finding -> finding.getId() + " " + finding.getState())
                    .containsExactly("anomaly:r1/non-finite/train%2Floss/1 OPEN");
        }
    }

    @Test
    void whatWasSwitchedOffWhileNoProcessorWasThereIsOverOnceAsWell() {
        Guest digits = new Guest("r1");
        try (Bench first = new Bench();
                Bench second = new Bench(Settings.DEFAULT, experiment -> book.forExperiment(experiment));
                Bench third = new Bench(Settings.DEFAULT, experiment -> book.forExperiment(experiment))) {
            first.send(digits.starts(), digits.says(new ParamsLogged(Map.of("dropout", 1.5))));
            first.send(digits.logs("train", "loss", 0, 1, Double.NaN));
            book = Rulebook.parse(
                    "off", "rules:\n  non-finite: {enabled: false}\n  param-out-of-range: {enabled: false}\n");

            second.takeOver(first);
            second.send(digits.logs("train", "loss", 2, 1));
            third.takeOver(second);
            third.send(digits.logs("train", "loss", 3, 1));

            assertThat(second.anomalies())
                    .extracting(finding -> finding.getRule() + " " + finding.getState())
                    .containsExactlyInAnyOrder("non-finite RESOLVED", "param-out-of-range RESOLVED");
            assertThat(third.anomalies()).isEmpty();
        }
    }

    /** The book as a file that is read again would have it. */
    private Rules watched() {
        return new Rules() {
            @Override
            public InForce forExperiment(@Nullable String experiment) {
                return book.forExperiment(experiment);
            }

            @Override
            public boolean varyByExperiment() {
                return book.variesByExperiment();
            }
        };
    }

    private static Rulebook lenientLosses() {
        return Rulebook.parse(
                "lenient",
                "alerts:\n  high: {metric: \"*loss\", bound: 4, direction: up, points: 1}\n"
                        + "experiments:\n  dig*:\n    alerts:\n"
                        + "      high: {metric: \"*loss\", bound: 100, direction: up, points: 1}\n");
    }

    @Test
    void pointsThatAreReadBeforeTheStartOfTheirRunAreJudgedByTheRulesOfItsExperiment() {
        book = lenientLosses();
        Guest digits = new Guest("r1");
        RunEvent start = digits.starts();
        MetricBatch high = digits.logs("train", "loss", 0, 50, 60);
        MetricBatch higher = digits.logs("train", "loss", 2, 200, 300);
        HardwareBatch energy = digits.uses("h", "gpu0", 1, 2);
        try (Bench inOrder = new Bench(Settings.DEFAULT, watched());
                Bench ahead = new Bench(Settings.DEFAULT, watched());
                Bench later = new Bench(Settings.DEFAULT, watched())) {
            inOrder.send(start, high, higher, energy);
            ahead.send(high).wait(Duration.ofSeconds(5)).send(higher);
            assertThat(ahead.anomalies()).isEmpty();

            later.takeOver(ahead);
            later.send(start, energy);
            ahead.send(start, energy);

            List<String> expected =
                    inOrder.anomalies().stream().map(RulesInForceTest::known).toList();
            assertThat(expected).singleElement().asString().contains("digits").contains("OPEN 2 1");
            assertThat(ahead.anomalies()).extracting(RulesInForceTest::known).isEqualTo(expected);
            assertThat(later.anomalies()).extracting(RulesInForceTest::known).isEqualTo(expected);
            later.wait(Duration.ofSeconds(5));
            assertThat(later.attribute("entity|series:r1/train/loss", "mlp:count"))
                    .isEqualTo(4L);
        }
    }

    @Test
    void whoSaysNoStartIsJudgedByTheRulesForAllAfterAWhile() {
        book = lenientLosses();
        Guest silent = new Guest("r1");
        try (Bench bench = new Bench(Settings.DEFAULT, watched())) {
            bench.send(silent.logs("train", "loss", 0, 50)).wait(EarlyBatches.PATIENCE.plusSeconds(2));
            bench.send(silent.logs("train", "loss", 1, 50));

            assertThat(bench.anomalies())
                    .filteredOn(found -> found.getRule().equals("alert:high"))
                    .extracting(found -> found.getState() + " " + found.getFirstStep())
                    .containsExactly("OPEN 0");
        }
    }

    private static String known(Anomaly finding) {
        return finding.getId() + " " + finding.getExperiment() + " " + finding.getState() + " " + finding.getFirstStep()
                + " " + finding.getFirstOffset() + " " + finding.getTopic();
    }

    private static String told(Anomaly finding) {
        return finding.getId() + " " + finding.getSeriesId() + " " + finding.getMessage() + " " + finding.getExpected();
    }

    private static Rulebook alert(int bound) {
        return Rulebook.parse(
                "alert", "alerts:\n  high: {metric: \"*loss\", bound: " + bound + ", direction: up, points: 1}\n");
    }
}
