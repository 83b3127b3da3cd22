package dev.headwater.agent.journal;

import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Begins a journal: its directory and the first segment of each chain, or what of that the disk gives. */
final class Beginning {

    private static final Logger LOG = new LateLogger();

    private final Path root;
    private final Identity identity;
    private @Nullable JournalDirectory directory;
    private @Nullable AckFile acknowledged;

    private Beginning(Path root, Identity identity) {
        this.root = root;
        this.identity = identity;
    }

    /** @return empty when there is neither disk nor memory; nothing is left of it then */
    static Optional<RunJournal> of(
            Path root, Identity identity, Budgets budgets, BooleanSupplier awaitRoom, Runnable wake) {
        return new Beginning(root, identity).begin(budgets, awaitRoom, wake);
    }

    private Optional<RunJournal> begin(Budgets budgets, BooleanSupplier awaitRoom, Runnable wake) {
        openDirectory(budgets.lifecycle());
        Path path = directory == null ? root.resolve("unusable") : directory.path();
        Chain catalog =
                Chain.begin(new SegmentStore(path, RunJournal.CATALOG, budgets.lifecycle()), 1 << 13, 1 << 18, wake);
        Chain events =
                Chain.begin(new SegmentStore(path, RunJournal.EVENTS, budgets.lifecycle()), 1 << 15, 1 << 20, wake);
        Chain points = Chain.begin(
                new SegmentStore(path, RunJournal.POINTS, budgets.points()), 1 << 17, budgets.largestSegment(), wake);
        if (catalog == null || events == null || points == null) {
            delete(catalog);
            delete(events);
            delete(points);
            deleteDirectory();
            return Optional.empty();
        }
        AckFile confirmations = acknowledged == null ? AckFile.inMemory() : acknowledged;
        return Optional.of(new RunJournal(
                identity, directory, Catalog.begin(catalog, identity), points, events, confirmations, awaitRoom));
    }

    private void openDirectory(Budget budget) {
        try {
            JournalDirectory made = JournalDirectory.create(root, identity);
            directory = made;
            acknowledged = AckFile.open(made.path());
        } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
            LOG.log(
                    budget.firstDiskFailure() ? Level.WARNING : Level.DEBUG,
                    "Headwater cannot keep the journal of run {0} below {1} ({2}); set HEADWATER_HOME to a writable"
                            + " directory. The run goes on without it surviving its process.",
                    identity.runId(),
                    root,
                    e);
        }
    }

    private static void delete(@Nullable Chain made) {
        if (made != null) {
            made.delete();
        }
    }

    private void deleteDirectory() {
        try {
            if (directory != null) {
                directory.delete();
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not delete the journal of run {0}: {1}", identity.runId(), e);
        }
    }
}
