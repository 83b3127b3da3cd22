package dev.headwater.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.benchmarks.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark works: small, so that no time is judged here, but every point is counted and compared. */
class AgentBenchmarksIT {

    @TempDir
    Path folder;

    @Test
    void everyPromisedFigureIsMeasuredAndEveryPointArrives() throws IOException {
        List<JsonNode> lines = SmallRun.of("agent", folder);

        assertThat(lines)
                .filteredOn(line -> line.has("target"))
                .extracting(line -> line.get("figure").textValue())
                .containsExactly(
                        "agent.log.average",
                        "agent.log.against-bare-append",
                        "agent.log.allocated",
                        "agent.log.threads4.average",
                        "agent.log.threads4.lost-or-torn",
                        "agent.log.latency.p99.9",
                        "agent.log.latency-paced.p99.9",
                        "agent.ship.sustained",
                        "agent.ship.lost",
                        "agent.size.smooth.100-per-step-of-1ms",
                        "agent.size.random.100-per-step-of-1ms",
                        "agent.training.overhead",
                        "agent.footprint.processor",
                        "agent.footprint.heap",
                        "agent.footprint.threads");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("value").isNumber()).isTrue();
            assertThat(line.get("conditions").get("cores").intValue()).isPositive();
        });
        assertThat(lines)
                .filteredOn(line -> line.path("details").has("points_arrived_and_compared"))
                .hasSizeGreaterThanOrEqualTo(9)
                .allMatch(line ->
                        line.get("details").get("points_arrived_and_compared").longValue() > 0);
        assertThat(lines)
                .filteredOn(line -> line.get("figure").textValue().contains(".lost"))
                .allMatch(line -> line.get("met").booleanValue());
    }
}
