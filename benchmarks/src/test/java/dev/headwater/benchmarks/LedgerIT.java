package dev.headwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts must be able to find something missing. */
class LedgerIT {

    /** Longer than a few of the producer's requests may take to be given up and sent again. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void seesWhatIsMissingWrongOrOutOfOrder() throws Exception {
        Path root = Path.of(System.getProperty("headwater.root"));
        try (Broker broker = Broker.start(root, folder.resolve("broker"));
                Collector collector = Collector.open(CollectorOptions.builder(Map.of())
                        .bootstrap(broker.bootstrap())
                        .home(folder.resolve("home"))
                        .build())) {
            String good = log(collector, 0, 1, 2, 3);
            String gap = log(collector, 0, 1, 3);
            String twice = log(collector, 0, 1, 1, 2);

            Ledger ledger = Ledger.check(broker, good, 4, (series, step) -> step / 2.0);
            assertThat(ledger.points()).isEqualTo(4);
            assertThat(ledger.duplicates()).isZero();
            assertThatIllegalStateException()
                    .isThrownBy(() -> Ledger.check(broker, good, 5, (series, step) -> step / 2.0))
                    .withMessageContaining("logged 5 points; the broker has 4");
            assertThatIllegalStateException()
                    .isThrownBy(() -> Ledger.check(broker, good, 4, (series, step) -> step == 2 ? 7 : step / 2.0))
                    .withMessageContaining("has 1.0 at step 2, must be 7.0");
            assertThatIllegalStateException()
                    .isThrownBy(() -> Ledger.check(broker, gap, 3, (series, step) -> step / 2.0))
                    .withMessageContaining("at step 3");
            assertThatIllegalStateException()
                    .isThrownBy(() -> Ledger.check(broker, twice, 4, (series, step) -> step / 2.0))
                    .withMessageContaining("at step 1");
        }
    }

    private static String log(Collector collector, long... steps) {
        Run run = collector.experiment("ledger").captureNothing().start();
        Metric metric = run.metric("loss");
        for (long step : steps) {
            metric.log(step, step / 2.0);
        }
        run.end(null);
        assertThat(collector.drain(PATIENCE)).isTrue();
        return run.id();
    }
}
