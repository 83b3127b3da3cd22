package dev.headwater.benchmarks.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.benchmarks.SmallRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of exports works: small, so that no time is judged here, but every statement must be there. */
class ExportBenchmarksIT {

    @TempDir
    Path folder;

    @Test
    void everyStatementIsExported() throws IOException {
        List<JsonNode> lines = SmallRun.of("export", folder);

        assertThat(lines)
                .extracting(line -> line.get("figure").textValue())
                .containsExactly("export.everything", "export.everything.against-driver");
        JsonNode export = lines.get(0).get("details");
        assertThat(export.get("statements").longValue())
                .isGreaterThanOrEqualTo(export.get("said").longValue());
        assertThat(lines.get(1).get("value").doubleValue()).isPositive();
    }
}
