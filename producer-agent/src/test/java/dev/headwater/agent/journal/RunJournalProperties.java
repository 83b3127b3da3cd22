package dev.headwater.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RunJournalProperties {

    /** However appending, reading, confirming, rewinding and dying alternate: no point is lost, none changes its sequence. */
    @Property(tries = 60)
    void everyPointIsReadUnderItsSequenceUntilItIsConfirmed(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 5) Integer> acts,
            @ForAll @IntRange(min = 1, max = 3000) int burst)
            throws IOException {
        Path root = Files.createTempDirectory("journal");
        try {
            Identity identity = new Identity("run", 1, BootId.fresh());
            RunJournal journal = RunJournal.begin(root, identity, Budgets.of(8 << 20), () -> false)
                    .orElseThrow();
            Series series = journal.metric("m", "c").orElseThrow();
            long appended = 0;
            for (int act : acts) {
                switch (act) {
                    case 0 -> journal.points().confirm(journal.points().mark());
                    case 1 -> journal.points().rewind();
                    case 2 -> read(journal, burst / 2);
                    case 3 -> journal.prepare();
                    default -> {
                        for (int i = 0; i < burst; i++) {
                            journal.append(series, appended, appended * 2, appended * 0.25);
                            appended++;
                        }
                    }
                }
            }
            journal.release();
            RunJournal orphan =
                    RunJournal.takeOver(RunJournal.below(root).get(0)).orElseThrow();
            long first = orphan.points().mark().first();
            List<Point> expected = new ArrayList<>();
            for (long i = first; i < appended; i++) {
                expected.add(new Point("m/c", i, i * 2, i * 0.25));
            }
            assertThat(Point.readAll(orphan)).isEqualTo(expected);
        } finally {
            try (Stream<Path> files = Files.walk(root)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void read(RunJournal journal, int most) {
        int[] read = {0};
        journal.readPoints((series, step, time, value) -> {
            assertThat(step).isEqualTo(journal.points().mark().first());
            return read[0]++ < most;
        });
    }
}
