package dev.headwater.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that are sent again have the ends that they had. */
class PlannedBatchesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private RunJournal begin(String run) {
        Identity identity = new Identity(run, 0, BootId.fresh());
        return RunJournal.begin(root, identity, Budgets.of(64 << 20), () -> false)
                .orElseThrow();
    }

    private static Series metric(RunJournal journal, String name, String context) {
        return journal.metric(name, context).orElseThrow();
    }

    @Test
    void batchesEndWhereTheyEndedWhenTheyWereFirstSent() throws IOException {
        RunJournal journal = begin("cuts");
        Series loss = metric(journal, "loss", "");
        List<Long> planned = new ArrayList<>();
        for (int batch = 0; batch < 20; batch++) {
            for (int i = 0; i <= batch * 371; i++) {
                journal.append(loss, i, i, i);
            }
            Point.readAll(journal);
            journal.points().plan(journal.points().mark());
            planned.add(journal.points().mark().first());
        }
        journal.append(loss, 0, 0, 0);
        journal.points().rewind();
        assertThat(ends(journal, 20)).isEqualTo(planned);
        journal.release();

        RunJournal orphan = RunJournal.takeOver(RunJournal.below(root).get(0)).orElseThrow();
        assertThat(ends(orphan, 20)).isEqualTo(planned);
        assertThat(Point.readAll(orphan)).hasSize(1);
        assertThat(orphan.points().planned()).isFalse();
    }

    private static List<Long> ends(RunJournal journal, int batches) {
        List<Long> ends = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            assertThat(journal.points().planned()).isTrue();
            Point.readAll(journal);
            ends.add(journal.points().mark().first());
        }
        return ends;
    }

    @Test
    void aFullListOfPlannedEndsMakesRoomWhenBatchesAreConfirmed() {
        RunJournal journal = begin("full");
        Series loss = metric(journal, "loss", "");
        List<Mark> marks = new ArrayList<>();
        while (journal.points().mayPlan()) {
            journal.append(loss, 1, 1, 1);
            Point.readAll(journal);
            journal.points().plan(journal.points().mark());
            marks.add(journal.points().mark());
        }
        assertThat(marks).hasSizeGreaterThan(64);
        journal.points().confirm(marks.get(0));

        assertThat(journal.points().mayPlan()).isTrue();
    }
}
