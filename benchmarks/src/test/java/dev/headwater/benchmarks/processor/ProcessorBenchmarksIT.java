package dev.headwater.benchmarks.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.benchmarks.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark works: small, so that no time is judged here, but every point and finding is counted and compared. */
class ProcessorBenchmarksIT {

    @TempDir
    Path folder;

    @Test
    void everyPromisedFigureIsMeasuredAndEveryPointIsInAChunk() throws IOException {
        List<JsonNode> lines = SmallRun.of("processor", folder);

        assertThat(lines)
                .extracting(line -> line.get("figure").textValue())
                .containsExactly(
                        "processor.throughput",
                        "processor.throughput.against-rewriting",
                        "processor.latency.p99",
                        "processor.latency-loaded.p99",
                        "processor.open-runs.restore",
                        "processor.open-runs.memory",
                        "processor.open-runs.disk");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.get("value").doubleValue()).isPositive());
        assertThat(lines.get(0).get("details").get("points_in_chunks_compared").longValue())
                .isEqualTo(lines.get(0).get("details").get("points").longValue());
    }
}
