package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.agent.journal.BootId;
import dev.headwater.agent.journal.Budgets;
import dev.headwater.agent.journal.Identity;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.event.DatasetUsed;
import dev.headwater.schemas.wire.BundledSchemas;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanDutyTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private final EventFrames frames = new EventFrames(BundledSchemas.load());

    /** A journal whose owner died before it had read a file of this name. */
    private RunJournal orphan(String path) throws IOException {
        Identity identity = new Identity("a", 0, BootId.fresh());
        RunJournal journal = RunJournal.begin(root, identity, Budgets.of(64 << 20), () -> false)
                .orElseThrow();
        byte[] event = frames.frame(
                identity,
                Instant.now(),
                DatasetUsed.newBuilder().setName("d").setRole("train").build());
        assertThat(journal.appendEvent(event)).isTrue();
        assertThat(journal.pend(event, path, 3, 5)).isPositive();
        journal.release();
        return RunJournal.takeOver(RunJournal.below(root).get(0)).orElseThrow();
    }

    private static int read(RunJournal journal) {
        int[] count = new int[1];
        journal.readPoints((series, step, time, value) -> true);
        journal.readEvents((sequence, framed) -> ++count[0] > 0);
        return count[0];
    }

    @Test
    void aFileWhoseNameThisJvmCannotWriteIsSaidWithoutADigestAndTheJournalIsDone() throws IOException {
        // No JVM takes this name; one with LC_ALL=C takes none beyond ASCII.
        RunJournal orphan = orphan("/data/\0.csv");
        OrphanDuty duty = new OrphanDuty(orphan, frames);
        try (Warnings warnings = new Warnings()) {
            int events = 0;
            for (int i = 0; i < 1_000 && !duty.done(); i++) {
                duty.doWork();
                events += read(orphan);
            }
            assertThat(duty.done()).isTrue();
            assertThat(events + read(orphan)).isEqualTo(2);
            assertThat(warnings.containing("by its path only")).hasSize(1);
        }
    }
}
