package dev.headwater.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves behind that is killed in the middle of a log call. */
class TornSegmentTest {

    private static final int POINT = Segment.POINT_BYTES;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private Path journalOfTenPoints() throws IOException {
        Identity identity = new Identity("run", 0, BootId.fresh());
        RunJournal journal = RunJournal.begin(root, identity, Budgets.of(1 << 20), () -> false)
                .orElseThrow();
        Series loss = journal.metric("loss", "").orElseThrow();
        for (int i = 0; i < 10; i++) {
            journal.append(loss, i, i, i);
        }
        journal.release();
        Path directory = RunJournal.below(root).get(0);
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("points"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private RunJournal takeOver() throws IOException {
        return RunJournal.takeOver(RunJournal.below(root).get(0)).orElseThrow();
    }

    @Test
    void aClaimThatWasNeverWrittenIsSteppedOver() throws IOException {
        Path segment = journalOfTenPoints();
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(Segment.HEADER + 4 * POINT);
            file.write(new byte[POINT]);
        }

        assertThat(Point.readAll(takeOver()))
                .extracting(Point::step)
                .containsExactly(0L, 1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void aClaimThatWasBegunIsSteppedOver() throws IOException {
        Path segment = journalOfTenPoints();
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(Segment.HEADER + 4 * POINT);
            file.writeInt(Integer.reverseBytes(-POINT));
        }

        RunJournal orphan = takeOver();
        assertThat(Point.readAll(orphan)).hasSize(9);
        assertThat(orphan.points().finished()).isTrue();
        assertThat(orphan.legacy().lostBytes()).isEmpty();
    }

    @Test
    void whatIsNoRecordIsCountedAsLost() throws IOException {
        Path segment = journalOfTenPoints();
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(Segment.HEADER + 4 * POINT);
            file.writeInt(Integer.reverseBytes(1 << 30));
        }

        RunJournal orphan = takeOver();
        assertThat(Point.readAll(orphan)).hasSize(4);
        assertThat(orphan.legacy().lostBytes()).containsKey("points");
    }
}
