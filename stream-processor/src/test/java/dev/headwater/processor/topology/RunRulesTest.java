package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Severity;
import dev.headwater.event.MetricColumns;
import dev.headwater.processor.Guest;
import java.util.ArrayList;
import java.util.List;
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
}
