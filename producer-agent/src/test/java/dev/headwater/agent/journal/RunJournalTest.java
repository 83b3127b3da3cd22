package dev.headwater.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private final Budgets budgets = Budgets.of(64 << 20);

    private RunJournal begin(String run) {
        return begin(run, budgets);
    }

    private RunJournal begin(String run, Budgets room) {
        Identity identity = new Identity(run, 0, BootId.fresh());
        return RunJournal.begin(root, identity, room, () -> false).orElseThrow();
    }

    private static Series metric(RunJournal journal, String name, String context) {
        return journal.metric(name, context).orElseThrow();
    }

    @Test
    void whatIsAppendedIsReadInOrderAcrossSegments() {
        RunJournal journal = begin("a");
        Series loss = metric(journal, "loss", "train");
        Series power = journal.hardware("host", "gpu0", "power", "W").orElseThrow();
        List<Point> expected = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            journal.append(loss, i, 1_000 + i, i / 3.0);
            expected.add(new Point("loss/train", i, 1_000 + i, i / 3.0));
            if (i % 10 == 0) {
                journal.append(power, 0, i, Double.NaN);
                expected.add(new Point("power/gpu0", 0, i, Double.NaN));
            }
        }

        assertThat(Point.readAll(journal)).isEqualTo(expected);
        assertThat(journal.points().mark().first()).isEqualTo(50_000);
        assertThat(journal.points().mark().second()).isEqualTo(5_000);
    }

    @Test
    void noRecordOfConcurrentWritersIsLostOrTorn() throws InterruptedException {
        RunJournal journal = begin("b");
        int writers = 4;
        int each = 200_000;
        CountDownLatch done = new CountDownLatch(writers);
        for (int writer = 0; writer < writers; writer++) {
            Series series = metric(journal, "m" + writer, "");
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    journal.append(series, i, -i, i * 0.5);
                }
                done.countDown();
            });
            thread.start();
        }
        int[] next = new int[writers];
        AtomicInteger torn = new AtomicInteger();
        while (done.getCount() > 0 || IntStream.of(next).sum() < writers * each) {
            journal.readPoints((series, step, time, value) -> {
                int expected = next[series.index()]++;
                if (step != expected || time != -expected || value != expected * 0.5) {
                    torn.incrementAndGet();
                }
                return true;
            });
            journal.points().confirm(journal.points().mark());
            journal.prepare();
            Thread.onSpinWait();
        }

        assertThat(torn).hasValue(0);
        assertThat(next).containsOnly(each);
    }

    @Test
    void confirmedRoomIsUsedAgain() {
        Budgets small = Budgets.of(1 << 20);
        RunJournal journal = begin("c", small);
        Series loss = metric(journal, "loss", "");
        for (int i = 0; i < 1_000_000; i++) {
            journal.append(loss, i, 0, 0);
            if (i % 1000 == 0) {
                Point.readAll(journal);
                journal.points().confirm(journal.points().mark());
                journal.prepare();
            }
        }

        assertThat(loss.thinned()).isZero();
        assertThat(small.points().taken()).isLessThanOrEqualTo(1 << 20);
        assertThat(Point.readAll(journal)).last().isEqualTo(new Point("loss/", 999_999, 0, 0));
    }

    @Test
    void aFullJournalThinsPointsAndKeepsEvents() {
        RunJournal journal = begin("d", Budgets.of(1 << 20));
        Series loss = metric(journal, "loss", "");
        for (int i = 0; i < 100_000; i++) {
            journal.append(loss, i, 0, 0);
        }
        byte[] event = new byte[100];
        for (int i = 0; i < 1000; i++) {
            assertThat(journal.appendEvent(event)).isTrue();
        }
        List<Point> kept = Point.readAll(journal);

        assertThat(loss.thinned()).isPositive();
        assertThat(kept.size() + loss.thinned()).isEqualTo(100_000);
        assertThat(journal.events().end().first()).isEqualTo(1000);
        journal.points().confirm(journal.points().mark());
        journal.prepare();
        journal.append(loss, 100_000, 0, 0);
        assertThat(Point.readAll(journal)).hasSize(1);
    }

    @Test
    void aJournalLeftBehindIsReadFromWhereItWasConfirmed() throws IOException {
        RunJournal journal = begin("run/with strange:name");
        Series loss = metric(journal, "loss", "train");
        for (int i = 0; i < 20_000; i++) {
            journal.append(loss, i, i, i);
        }
        int[] read = {0};
        journal.readPoints((series, step, time, value) -> read[0]++ < 12_345);
        journal.points().confirm(journal.points().mark());
        journal.appendEvent("hello".getBytes(StandardCharsets.UTF_8));
        journal.release();

        Path directory = RunJournal.below(root).get(0);
        RunJournal orphan = RunJournal.takeOver(directory).orElseThrow();

        assertThat(orphan.identity()).isEqualTo(journal.identity());
        assertThat(orphan.points().mark().first()).isEqualTo(12_345);
        assertThat(Point.readAll(orphan))
                .hasSize(20_000 - 12_345)
                .first()
                .isEqualTo(new Point("loss/train", 12_345, 12_345, 12_345));
        List<String> events = new ArrayList<>();
        orphan.readEvents((sequence, framed) -> events.add(sequence + new String(framed, StandardCharsets.UTF_8)));
        assertThat(events).containsExactly("0hello");
        assertThat(orphan.legacy().read()).isTrue();
        assertThat(orphan.legacy().lostBytes()).isEmpty();
        orphan.sealEvents();
        assertThat(orphan.finished()).isTrue();
        orphan.delete();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aJournalWhoseOwnerLivesIsLeftAlone() throws IOException {
        begin("e");

        assertThat(RunJournal.takeOver(RunJournal.below(root).get(0))).isEmpty();
    }

    @Test
    void nothingIsTakenAfterTheSeal() {
        RunJournal journal = begin("f");
        Series loss = metric(journal, "loss", "");
        journal.append(loss, 1, 1, 1);
        journal.sealPoints();
        journal.append(loss, 2, 2, 2);

        assertThat(journal.points().finalEnd().orElseThrow().first()).isEqualTo(1);
        assertThat(Point.readAll(journal)).hasSize(1);
        assertThat(loss.thinned()).isZero();
        assertThat(journal.points().finished()).isTrue();
    }

    @Test
    void anUnwritableDirectoryStillMakesAQueue() throws IOException {
        Path file = Files.createFile(root.resolve("file"));
        Identity identity = new Identity("g", 0, BootId.fresh());
        RunJournal journal =
                RunJournal.begin(file, identity, budgets, () -> false).orElseThrow();
        Series loss = metric(journal, "loss", "");
        journal.append(loss, 1, 1, 1);

        assertThat(Point.readAll(journal)).hasSize(1);
        journal.delete();
    }

    @Test
    void appendingAllocatesNothing() {
        RunJournal journal = begin("h");
        Series loss = metric(journal, "loss", "");
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        for (int i = 0; i < 20_000; i++) {
            journal.append(loss, i, i, i);
        }
        journal.prepare();
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < 10_000; i++) {
            journal.append(loss, i, i, i);
        }
        long allocated = threads.getThreadAllocatedBytes(id) - before;

        // Ten thousand calls that allocate would take 160 kB at the least.
        assertThat(allocated).isLessThan(5_000);
    }

    @Test
    void whatADeadProcessLeftPendingIsKnownUntilItsEventIsThere() throws IOException {
        RunJournal journal = begin("pending");
        byte[] framed = {1, 2, 3};
        int first = journal.pend(framed, "/a", 5, 6);
        int second = journal.pend(framed, "/b\u00e9", -1, 0);
        assertThat(journal.appendEvent(framed, first)).isTrue();
        journal.release();

        Path directory = RunJournal.below(root).get(0);
        RunJournal orphan = RunJournal.takeOver(directory).orElseThrow();
        List<Pending> pending = orphan.legacy().pending();
        assertThat(pending).hasSize(1);
        assertThat(pending.get(0)).usingRecursiveComparison().isEqualTo(new Pending(second, "/b\u00e9", -1, 0, framed));
        assertThat(orphan.appendEvent(new byte[] {9}, second)).isTrue();
        orphan.release();

        RunJournal again = RunJournal.takeOver(directory).orElseThrow();
        assertThat(again.legacy().pending()).isEmpty();
        List<Long> sequences = new ArrayList<>();
        again.readEvents((sequence, event) -> sequences.add(sequence));
        assertThat(sequences).containsExactly(0L, 1L);
    }

    @Test
    void aBurstThatOutrunsTheReaderLosesNothing() {
        RunJournal journal = begin("burst");
        Series loss = metric(journal, "loss", "");
        for (int i = 0; i < 300_000; i++) {
            journal.append(loss, i, i, i);
        }

        assertThat(loss.thinned()).isZero();
        assertThat(Point.readAll(journal))
                .hasSize(300_000)
                .last()
                .isEqualTo(new Point("loss/", 299_999, 299_999, 299_999));
    }

    @Test
    void timesOfFourThousandYearsEitherWayAreKept() {
        RunJournal journal = begin("times");
        Series loss = metric(journal, "loss", "");
        for (long time : new long[] {-1, 1L << 46, -(1L << 46), Long.MAX_VALUE, Long.MIN_VALUE}) {
            journal.append(loss, 0, time, 0);
        }

        assertThat(Point.readAll(journal))
                .extracting(Point::time)
                .containsExactly(-1L, 1L << 46, -(1L << 46), (1L << 47) - 1, -(1L << 47));
    }
}
