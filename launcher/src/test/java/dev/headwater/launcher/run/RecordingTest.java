package dev.headwater.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import org.junit.jupiter.api.Test;

class RecordingTest {

    @Test
    void tellsFailureFromASignal() {
        assertThat(Recording.outcome(0)).isEqualTo(EndStatus.FINISHED);
        assertThat(Recording.outcome(3)).isEqualTo(EndStatus.FAILED);
        assertThat(Recording.outcome(128)).isEqualTo(EndStatus.FAILED);
        assertThat(Recording.outcome(143)).isEqualTo(EndStatus.KILLED);
        assertThat(Recording.outcome(255)).isEqualTo(EndStatus.FAILED);
    }
}
