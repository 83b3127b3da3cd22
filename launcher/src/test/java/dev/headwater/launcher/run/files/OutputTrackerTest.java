package dev.headwater.launcher.run.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.launcher.run.files.OutputScan.Found;
import dev.headwater.launcher.run.files.OutputScan.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutputTrackerTest {

    private static final OutputPattern PATTERN = OutputPattern.of("checkpoint", "*.pt", Path.of("/x"));
    private static final Path FILE = Path.of("/x/step_7.pt");

    private final Map<Path, Found> files = new HashMap<>();
    private Optional<Set<Path>> open = Optional.of(Set.of());
    private boolean allSeen = true;

    @Test
    void recordsAFileWhenItHasBeenQuietForAWhileAndOnlyOnce() {
        OutputTracker tracker = new OutputTracker(Map.of());
        write(FILE, 10);
        assertThat(look(tracker, 0)).isEmpty();
        assertThat(look(tracker, 1)).isEmpty();
        write(FILE, 20);
        assertThat(look(tracker, 2)).isEmpty();
        assertThat(look(tracker, 3)).isEmpty();

        assertThat(look(tracker, 4)).containsExactly(new OutputTracker.Complete(FILE, "checkpoint", 7L));
        assertThat(look(tracker, 60)).isEmpty();
        assertThat(tracker.finish(files)).isEmpty();
        assertThat(tracker.isWritten(PATTERN)).isTrue();
    }

    @Test
    void waitsForAFileThatIsOpenForWriting() {
        OutputTracker tracker = new OutputTracker(Map.of());
        write(FILE, 10);
        open = Optional.of(Set.of(FILE));
        look(tracker, 0);
        assertThat(look(tracker, 600)).isEmpty();
        open = Optional.of(Set.of());

        assertThat(look(tracker, 601)).hasSize(1);
    }

    @Test
    void waitsLongerWhereNobodyTellsWhatIsOpen() {
        OutputTracker tracker = new OutputTracker(Map.of());
        write(FILE, 10);
        open = Optional.empty();
        look(tracker, 0);
        assertThat(look(tracker, 9)).isEmpty();

        assertThat(look(tracker, 10)).hasSize(1);
    }

    @Test
    void waitsLongerForTheNextFileOfADirectory() {
        OutputTracker tracker = new OutputTracker(Map.of());
        files.put(FILE, new Found(PATTERN, new Signature(1, 1, 1), true));
        look(tracker, 0);
        assertThat(look(tracker, 9)).isEmpty();

        assertThat(look(tracker, 10)).hasSize(1);
    }

    @Test
    void recordsAFileAgainThatIsWrittenAnew() {
        OutputTracker tracker = new OutputTracker(Map.of());
        write(FILE, 10);
        look(tracker, 0);
        assertThat(look(tracker, 2)).hasSize(1);
        write(FILE, 11);
        look(tracker, 3);

        assertThat(look(tracker, 5)).hasSize(1);
        write(FILE, 12);
        assertThat(tracker.finish(files)).hasSize(1);
    }

    @Test
    void leavesOutWhatWasThereBefore() {
        write(FILE, 10);
        OutputTracker tracker = new OutputTracker(files);
        look(tracker, 0);
        assertThat(look(tracker, 60)).isEmpty();
        assertThat(tracker.finish(files)).isEmpty();
        assertThat(tracker.isWritten(PATTERN)).isFalse();
        write(FILE, 11);

        assertThat(tracker.finish(files)).hasSize(1);
    }

    @Test
    void takesAnEmptyFileOnlyAtTheEnd() {
        OutputTracker tracker = new OutputTracker(Map.of());
        write(FILE, 0);
        look(tracker, 0);
        assertThat(look(tracker, 600)).isEmpty();

        assertThat(tracker.finish(files)).hasSize(1);
    }

    @Test
    void forgetsAFileThatIsRemovedBeforeItIsComplete() {
        OutputTracker tracker = new OutputTracker(Map.of());
        write(FILE, 10);
        look(tracker, 0);
        files.clear();
        look(tracker, 1);
        write(FILE, 10);
        assertThat(look(tracker, 2)).isEmpty();

        assertThat(look(tracker, 4)).hasSize(1);
    }

    @Test
    void doesNotTakeAFileForANewOneThatALookHasMissed() {
        write(FILE, 10);
        OutputTracker tracker = new OutputTracker(files);
        files.clear();
        allSeen = false;
        look(tracker, 0);
        allSeen = true;
        write(FILE, 10);
        look(tracker, 1);

        assertThat(look(tracker, 60)).isEmpty();
        assertThat(tracker.finish(files)).isEmpty();
    }

    private void write(Path path, long bytes) {
        files.put(path, new Found(PATTERN, new Signature(1, bytes, 1), false));
    }

    private List<OutputTracker.Complete> look(OutputTracker tracker, long second) {
        return tracker.update(
                new Seen(files, allSeen), Duration.ofSeconds(second).toNanos(), candidates -> open);
    }
}
