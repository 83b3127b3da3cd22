package dev.headwater.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.benchmarks.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks of the graph that are not too long for it work: small, so that no time is judged here. */
class GraphBenchmarksIT {

    @TempDir
    Path folder;

    @Test
    void everyStatementOfTheBacklogIsCommitted() throws IOException {
        List<JsonNode> lines = SmallRun.of("graph", folder, "sink");

        assertThat(lines)
                .extracting(line -> line.get("figure").textValue())
                .containsExactly("graph.sink", "graph.sink.against-bare-driver");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.get("value").doubleValue()).isPositive());
    }
}
