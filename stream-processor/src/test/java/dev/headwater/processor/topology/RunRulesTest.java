package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Severity;
import dev.headwater.event.EndStatus;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.ParamsLogged;
import dev.headwater.processor.Guest;
import dev.headwater.prov.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules over several series, events and ranks, through the whole topology. */
class RunRulesTest {

    @Test
    void aLossThatIsLeftOutOfLaterBatchesIsFound() {
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            bench.send(guest.starts());
            for (int row = 0; row < 10; row++) {
                List<MetricColumns> columns = new ArrayList<>();
                columns.add(Guest.columns("validation", "accuracy", row, 0.5));
                if (row < 4) {
                    columns.add(Guest.columns("validation", "loss", row, 2));
                }
                bench.send(guest.logs(columns.toArray(MetricColumns[]::new)));
            }

            assertThat(bench.anomalies()).first().satisfies(found -> {
                assertThat(found.getRule()).isEqualTo("missing-value");
                assertThat(found.getSeverity()).isEqualTo(Severity.WARNING);
                assertThat(found.getFirstStep()).isEqualTo(6);
                assertThat(found.getFirstOffset()).isEqualTo(6);
            });
            assertThat(bench.statements().keySet()).anyMatch(key -> key.startsWith("entity|anomaly:r/missing-value/"));
        }
    }

    @Test
    void whatEventsSayIsFound() {
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            bench.send(guest.starts(), guest.says(new ParamsLogged(Map.of("dropout", 1.5))));

            assertThat(bench.anomalies()).singleElement().satisfies(found -> {
                assertThat(found.getRule()).isEqualTo("param-out-of-range");
                assertThat(found.getFirstOffset()).isEqualTo(1);
                assertThat(found.getExperiment()).isEqualTo("digits");
            });
            assertThat(bench.statements().values()).anySatisfy(statement -> {
                assertThat(statement.kind()).isEqualTo(Kind.USED);
                assertThat(statement.toString())
                        .contains("detection:r/param-out-of-range/")
                        .contains("config:r");
            });
        }
    }

    @Test
    void silenceIsFoundAndIsOverWhenTheRunIsHeardAgain() {
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            bench.send(guest.starts(), guest.says(new ParamsLogged(Map.of("lr", 0.1))), guest.beats(1_000));
            bench.wait(Duration.ofSeconds(90));
            bench.send(guest.beats(1_000));

            assertThat(bench.anomalies())
                    .extracting(found -> found.getRule() + " " + found.getState())
                    .contains(
                            "heartbeat-lost OPEN", "died-early OPEN", "heartbeat-lost RESOLVED", "died-early RESOLVED");
        }
    }

    @Test
    void aTrainingThatFailsBeforeItsFirstMetricIsFoundAtItsEnd() {
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            bench.send(guest.starts(), guest.says(new ParamsLogged(Map.of("lr", 0.1))), guest.ends(EndStatus.FAILED));

            assertThat(bench.anomalies()).singleElement().satisfies(found -> {
                assertThat(found.getRule()).isEqualTo("died-early");
                assertThat(found.getMessage()).contains("ended FAILED without");
            });
        }
    }

    @Test
    void aRunThatTrainsNothingAndFinishesIsNoFinding() {
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            bench.send(guest.starts(), guest.ends(EndStatus.FINISHED));

            assertThat(bench.attribute("activity|run:r", "mlp:status")).isEqualTo("FINISHED");
            assertThat(bench.anomalies()).isEmpty();
        }
    }

    @Test
    void ranksAreHeardApart() {
        try (Bench bench = new Bench()) {
            Guest first = new Guest("r", 0, "boot-0");
            Guest second = new Guest("r", 1, "boot-1");
            bench.send(first.starts());
            for (int step = 0; step < 200; step += 10) {
                double[] usual = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
                double[] slow = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
                bench.send(first.logs("", "step_time", step, usual)).send(second.logs("", "step_time", step, slow));
            }

            assertThat(bench.anomalies()).extracting(found -> found.getRule()).contains("straggler");
        }
    }
}
