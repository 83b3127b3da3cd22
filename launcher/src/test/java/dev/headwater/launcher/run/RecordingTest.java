package dev.headwater.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.agent.CollectorOptions;
import dev.headwater.event.EndStatus;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.run.files.OutputWatch;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    @TempDir
    Path folder;

    @Test
    void tellsFailureFromASignal() {
        assertThat(Recording.outcome(0)).isEqualTo(EndStatus.FINISHED);
        assertThat(Recording.outcome(3)).isEqualTo(EndStatus.FAILED);
        assertThat(Recording.outcome(128)).isEqualTo(EndStatus.FAILED);
        assertThat(Recording.outcome(143)).isEqualTo(EndStatus.KILLED);
        assertThat(Recording.outcome(255)).isEqualTo(EndStatus.FAILED);
    }

    @Test
    void endsTheRunAlthoughItsLastOutputsCannotBeTold() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream failing = new PrintStream(said, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                if (line.contains("never.txt")) {
                    throw new IllegalStateException("the terminal has burnt");
                }
                super.println(line);
            }
        };
        Recording recording = Recording.begin(
                new Terminal(new PrintStream(OutputStream.nullOutputStream()), failing, 0, false),
                CollectorOptions.builder(Map.of())
                        .home(folder.resolve("home"))
                        .closeWait(Duration.ZERO)
                        .build(),
                ProcessHandle.current(),
                collector -> collector
                        .experiment("recording")
                        .captureSource(false)
                        .captureEnvironment(false)
                        .captureHardware(false)
                        .start(),
                List.of(),
                OutputWatch.before(List.of(Map.entry("", "never.txt")), folder));
        recording.end(EndStatus.FINISHED, 0, Instant.now());

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("cannot be recorded in full", "the terminal has burnt");
    }
}
