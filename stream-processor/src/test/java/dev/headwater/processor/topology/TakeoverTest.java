package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.AnomalyState;
import dev.headwater.processor.HalfwayRuns;
import dev.headwater.processor.LastRelease;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What the last release began, this one ends. */
class TakeoverTest {

    private static final String RUN = "activity|run:" + HalfwayRuns.GOES_ON;
    private static final String LOSS = "entity|series:" + HalfwayRuns.GOES_ON + "/train/loss";

    private final HalfwayRuns runs = new HalfwayRuns();

    @Test
    void runsThatAReleaseSawHalfOfEndAsThoughOneHadSeenThemWhole() {
        try (Bench halves = new Bench();
                Bench whole = new Bench()) {
            LastRelease.changelogs().forEach(halves::restore);
            send(halves, runs.secondHalf());
            send(
                    whole,
                    Stream.concat(runs.firstHalf().stream(), runs.secondHalf().stream())
                            .toList());

            for (String attribute : List.of(
                    "mlp:status",
                    "mlp:complete",
                    "mlp:pointsExpected",
                    "mlp:pointsReceived",
                    "mlp:duplicates",
                    "mlp:energy",
                    "tag:team")) {
                assertThat(halves.attribute(RUN, attribute))
                        .as(attribute)
                        .isNotEqualTo("")
                        .isEqualTo(whole.attribute(RUN, attribute));
            }
            for (String attribute : List.of(
                    "mlp:count",
                    "mlp:nonFinite",
                    "mlp:firstValue",
                    "mlp:lastValue",
                    "mlp:min",
                    "mlp:max",
                    "mlp:mean")) {
                assertThat(halves.attribute(LOSS, attribute))
                        .as(attribute)
                        .isNotEqualTo("")
                        .isEqualTo(whole.attribute(LOSS, attribute));
            }
            assertThat(halves.attribute(LOSS, "mlp:count"))
                    .isEqualTo((long) HalfwayRuns.FIRST_POINTS + HalfwayRuns.SECOND_POINTS);
            assertThat(halves.chunk("half-1|series:half-1/train/loss|1"))
                    .isEqualTo(whole.chunk("half-1|series:half-1/train/loss|1"));
            assertThat(halves.attribute("activity|run:" + HalfwayRuns.LATE, "mlp:complete"))
                    .isEqualTo(true);
            assertThat(halves.deadLetters()).isEmpty();
        }
    }

    @Test
    void aFindingThatWasOpenIsResolvedUnderItsOldId() {
        try (Bench bench = new Bench()) {
            LastRelease.changelogs().forEach(bench::restore);
            send(bench, runs.secondHalf());

            assertThat(bench.anomalies())
                    .filteredOn(found -> found.getRule().equals("non-finite"))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.getState()).isEqualTo(AnomalyState.RESOLVED);
                        assertThat(found.getId()).isEqualTo("anomaly:half-1/non-finite/train%2Floss/0");
                        assertThat(found.getFirstStep()).isEqualTo(HalfwayRuns.FIRST_POINTS - 1);
                    });
        }
    }

    @Test
    void whatWasSeenBeforeIsNotSeenAgain() {
        try (Bench bench = new Bench()) {
            LastRelease.changelogs().forEach(bench::restore);
            send(bench, runs.firstHalf());
            send(bench, runs.secondHalf());

            assertThat(bench.attribute(LOSS, "mlp:count"))
                    .isEqualTo((long) HalfwayRuns.FIRST_POINTS + HalfwayRuns.SECOND_POINTS);
            assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(true);
            // Rules that are new in this release begin with what they see.
            assertThat(bench.anomalies())
                    .filteredOn(found -> found.getRule().equals("non-finite"))
                    .extracting(Anomaly::getState)
                    .containsExactly(AnomalyState.RESOLVED);
        }
    }

    private static void send(Bench bench, List<SpecificRecord> records) {
        records.forEach(bench::send);
    }
}
