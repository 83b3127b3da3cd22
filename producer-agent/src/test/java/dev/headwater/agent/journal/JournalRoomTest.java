package dev.headwater.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What journals do to the disk and to each other: room, locks, directories. */
class JournalRoomTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private RunJournal begin(Path below, String run, Budgets room) {
        return RunJournal.begin(below, new Identity(run, 0, BootId.fresh()), room, () -> false)
                .orElseThrow();
    }

    private RunJournal begin(String run, Budgets room) {
        return begin(root, run, room);
    }

    @Test
    void whatABurstLeftIsGivenBackWhenOthersWantForRoom() {
        Budgets budgets = Budgets.of(2 << 20);
        RunJournal burst = begin("burst", budgets);
        Series loss = burst.metric("loss", "").orElseThrow();
        for (int i = 0; i < 100_000; i++) {
            burst.append(loss, i, 0, 0);
        }
        Point.readAll(burst);
        burst.points().confirm(burst.points().mark());
        burst.prepare();
        burst.append(loss, 0, 0, 0);
        Point.readAll(burst);
        burst.points().confirm(burst.points().mark());
        for (int others = 0; !budgets.points().spent(); others++) {
            begin("other" + others, budgets);
        }
        long before = budgets.points().taken();

        burst.prepare();

        assertThat(budgets.points().taken()).isLessThan(before);
        assertThat(budgets.points().spent()).isFalse();
    }

    @Test
    void anInterruptedThreadBeginsAJournalOnTheDiskAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        RunJournal journal = begin("interrupted", Budgets.of(64 << 20));
        Series loss = journal.metric("loss", "").orElseThrow();
        for (int i = 0; i < 20_000; i++) {
            journal.append(loss, i, i, i);
        }

        assertThat(Thread.interrupted()).isTrue();
        journal.release();
        RunJournal orphan = RunJournal.takeOver(RunJournal.below(root).get(0)).orElseThrow();
        assertThat(Point.readAll(orphan)).hasSize(20_000);
        orphan.delete();
    }

    @Test
    void aJournalOfAnUnusableDirectoryReturnsToTheDiskWhenThatIsThereAgain() throws IOException {
        Budget budget = new Budget(64 << 20);
        Path directory = root.resolve("gone");
        SegmentStore store = new SegmentStore(directory, "points", budget);
        Segment inMemory = Objects.requireNonNull(store.create(1 << 16, 1 << 10, true));
        assertThat(inMemory.file()).isNull();
        assertThat(budget.taken()).isZero();
        store.takeBack(inMemory);
        Files.createDirectory(directory);

        await().untilAsserted(() -> {
            Segment next = Objects.requireNonNull(store.create(1 << 16, 1 << 10, true));
            boolean onDisk = next.file() != null;
            if (!onDisk) {
                store.takeBack(next);
            }
            assertThat(onDisk).isTrue();
        });
        assertThat(budget.taken()).isEqualTo(1 << 16);
    }

    @Test
    void aJournalThatASecondCollectorOfThisProcessAsksForStaysLocked() throws IOException {
        begin("shared", Budgets.of(64 << 20)).release();
        Path directory = RunJournal.below(root).get(0);
        RunJournal first = RunJournal.takeOver(directory).orElseThrow();
        Files.createFile(directory.resolve("released"));

        assertThat(RunJournal.takeOver(directory)).isEmpty();
        assertThat(RunJournal.takeOver(directory)).isEmpty();
        first.release();
        assertThat(RunJournal.takeOver(directory)).isPresent();
    }

    @Test
    void aJournalThatAnotherCopyOfTheseClassesHasLockedIsLeftToIt() throws IOException {
        begin("copies", Budgets.of(64 << 20)).release();
        Path directory = RunJournal.below(root).get(0);
        try (FileChannel other = FileChannel.open(directory.resolve("lock"), StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(RunJournal.takeOver(directory)).isEmpty();
            assertThat(lock.isValid()).isTrue();
        }
    }

    @Test
    void whatIsNoJournalHidesNone() throws IOException {
        begin("a", Budgets.of(64 << 20)).release();
        Files.createFile(root.resolve("file"));
        Files.createSymbolicLink(root.resolve("loop"), root);
        Files.createDirectories(root.resolve("b/0/.done-x/not-empty/inside"));
        Files.createDirectories(root.resolve("c/0/.done-y"));

        List<Path> found = RunJournal.below(root);

        assertThat(found).hasSize(1);
        assertThat(root.resolve("c")).doesNotExist();
    }

    @Test
    void aJournalThatCannotBeOpenedNowIsLeftForTheNextStart() throws IOException {
        RunJournal journal = begin("later", Budgets.of(64 << 20));
        journal.append(journal.metric("loss", "").orElseThrow(), 1, 1, 1);
        journal.release();
        Path directory = RunJournal.below(root).get(0);
        Path ack = directory.resolve("acknowledged");
        Files.delete(ack);
        Files.createSymbolicLink(ack, root.resolve("no/such/directory"));

        assertThatThrownBy(() -> RunJournal.takeOver(directory))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(DamagedJournalException.class);

        Files.delete(ack);
        assertThat(RunJournal.takeOver(directory)).isPresent();
    }
}
