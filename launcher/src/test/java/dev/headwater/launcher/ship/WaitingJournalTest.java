package dev.headwater.launcher.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.launcher.ship.ShipCommand.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class WaitingJournalTest {

    @TempDir
    Path home;

    @Test
    void knowsWhoseJournalItIs() throws IOException {
        Path journal = Files.createDirectories(home.resolve("journal/my%20run/3/boot"));
        Files.createFile(journal.resolve("lock"));
        Files.write(journal.resolve("events-0.seg"), new byte[100]);
        // Made, and not yet locked by its owner.
        Files.createDirectories(home.resolve("journal/other/0/.boot"));

        assertThat(WaitingJournal.below(home)).singleElement().satisfies(waiting -> {
            assertThat(waiting.run()).isEqualTo("my run");
            assertThat(waiting.rank()).isEqualTo("3");
            assertThat(waiting.alive()).isFalse();
            assertThat(waiting.bytes()).isEqualTo(100);
        });
    }

    @Test
    void findsNoneInAHomeThatIsNotThere() throws IOException {
        assertThat(WaitingJournal.below(home.resolve("none"))).isEmpty();
    }

    @Test
    void readsADuration() {
        assertThat(new DurationText().convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(new DurationText().convert("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(new DurationText().convert("2h")).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5m", "5 m", "99999999s"})
    void saysWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is not a duration");
    }
}
