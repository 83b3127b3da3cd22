package dev.headwater.launcher.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.launcher.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExportProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void saysHowFarHowFastAndHowLongStill() {
        assertThat(ExportProgress.line(250, 1_000, 25_000, Duration.ofSeconds(5)))
                .isEqualTo(
                        "export [#######                       ] 250 of 1,000 runs, 25,000 statements, 5,000/s, 15.0 s left");
        assertThat(ExportProgress.line(0, 1, 3_000, Duration.ofSeconds(3))).endsWith("3,000 statements, 1,000/s");
        assertThat(ExportProgress.line(1, 1, 3_000, Duration.ofSeconds(3)))
                .contains("[" + "#".repeat(30) + "]")
                .doesNotContain("left");
    }

    @Test
    void isQuietWhereNoPersonLooks() {
        export(false);

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void isOneLineThatLeavesNoTrace() {
        export(true);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("\rexport [")
                .doesNotContain("\n")
                .endsWith("\r\u001b[K");
    }

    private void export(boolean live) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        try (ExportProgress progress = ExportProgress.of(new Terminal(stream, stream, 0, live))) {
            progress.at(1, 2, 100);
        }
    }
}
