package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.SourceCaptured;
import dev.headwater.processor.Guest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs are compared with the earlier runs of their experiment, through the whole topology. */
class SiblingsTest {

    private static void run(Bench bench, String runId, double learningRate, String commit) {
        Guest guest = new Guest(runId);
        bench.send(
                guest.starts(),
                guest.says(new ParamsLogged(Map.of("learning_rate", learningRate, "data", "v1"))),
                guest.says(SourceCaptured.newBuilder()
                        .setCommit(commit)
                        .setDirty(false)
                        .build()));
        bench.send(guest.logs("", "loss", 0, 3, 2, 1)).send(guest.beats(5_000)).send(guest.ends(EndStatus.FINISHED));
    }

    @Test
    void aRunThatDiffersAndARunThatIsRepeatedAreFoundOnce() {
        try (Bench bench = new Bench()) {
            for (int trial = 0; trial < 5; trial++) {
                run(bench, "r-" + trial, 0.1 + trial, "a1b2c3");
            }
            assertThat(bench.anomalies()).isEmpty();

            run(bench, "other", 9, "d4e5f6");
            run(bench, "again", 9, "d4e5f6");

            assertThat(bench.anomalies())
                    .extracting(found -> found.getRunId() + " " + found.getRule() + " " + found.getExperiment())
                    .containsExactly("other config-drift digits", "again duplicate-run digits");
            assertThat(bench.statements().keySet())
                    .contains("entity|anomaly:other/config-drift/configuration/0")
                    .contains("entity|anomaly:again/duplicate-run/configuration/0");
        }
    }

    @Test
    void aRunThatGoesOnWhileManyOthersComeCountsOnce() {
        try (Bench before = new Bench();
                Bench after = new Bench()) {
            Guest first = new Guest("first");
            before.send(first.starts(), first.says(new ParamsLogged(Map.of("learning_rate", 1.0))))
                    .send(first.logs("", "loss", 0, 3, 2), first.beats(5_000));
            for (int other = 0; other <= 500; other++) {
                Guest guest = new Guest("r-" + other);
                before.send(guest.starts(), guest.says(new ParamsLogged(Map.of("learning_rate", 2.0 + other))))
                        .send(guest.ends(EndStatus.FINISHED));
            }
            Guest again = new Guest("again");
            before.send(again.starts(), again.says(new ParamsLogged(Map.of("learning_rate", 1.0))))
                    .send(again.ends(EndStatus.FINISHED));

            after.takeOver(before);
            after.send(first.beats(5_000), first.ends(EndStatus.FINISHED));

            assertThat(after.anomalies()).isEmpty();
        }
    }

    @Test
    void whoeverMayRaiseNothingRaisesNothingHereEither() {
        Settings silent = new Settings(
                Settings.DEFAULT.flush(),
                Settings.DEFAULT.leaseFloor(),
                Settings.DEFAULT.leaseHeartbeats(),
                Settings.DEFAULT.retention(),
                Settings.DEFAULT.contentRetention(),
                Settings.DEFAULT.seriesPerRun(),
                0,
                Settings.DEFAULT.runStateBytes());
        try (Bench bench = new Bench(silent)) {
            run(bench, "once", 9, "d4e5f6");
            run(bench, "again", 9, "d4e5f6");

            assertThat(bench.anomalies()).isEmpty();
        }
    }
}
