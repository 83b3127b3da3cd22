package dev.headwater.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import org.junit.jupiter.api.Test;

class RunCommandTest {

    @Test
    void tellsFailureFromASignal() {
        assertThat(RunCommand.outcome(0)).isEqualTo(EndStatus.FINISHED);
        assertThat(RunCommand.outcome(3)).isEqualTo(EndStatus.FAILED);
        assertThat(RunCommand.outcome(128)).isEqualTo(EndStatus.FAILED);
        assertThat(RunCommand.outcome(143)).isEqualTo(EndStatus.KILLED);
        assertThat(RunCommand.outcome(255)).isEqualTo(EndStatus.FAILED);
    }
}
