package dev.headwater.benchmarks.prov;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.benchmarks.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row, small: that it works, not how fast. */
class ProvBenchmarksTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyFigureIsMeasured() throws IOException {
        List<JsonNode> lines = SmallRun.of("prov", folder);

        assertThat(lines)
                .extracting(line -> line.get("figure").textValue())
                .contains(
                        "prov.codec.write",
                        "prov.codec.write.against-jackson",
                        "prov.codec.read",
                        "prov.readers.ours",
                        "prov.readers.prov-json",
                        "prov.processes.ours",
                        "prov.processes.prov-json");
        assertThat(lines.subList(0, 3))
                .allSatisfy(line -> assertThat(line.get("value").doubleValue()).isPositive());
        assertThat(lines.get(0).get("details").get("statements").longValue()).isEqualTo(20 * 27);
    }
}
