package dev.headwater.agent;

import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.logging.LateLogger;
import dev.headwater.agent.ship.Shipper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Journals of dead processes, a few at a time. The collector's thread only. */
final class OrphanQueue {

    private static final Logger LOG = new LateLogger();
    private static final int AT_ONCE = 16;

    private final Path root;
    private final Shipper shipper;
    private final Deque<Path> candidates = new ArrayDeque<>();
    private final CompletableFuture<Void> allShipped = new CompletableFuture<>();
    private volatile int found;
    private volatile int shipped;
    private int open;
    private boolean looked;

    OrphanQueue(Path root, Shipper shipper) {
        this.root = root;
        this.shipper = shipper;
    }

    /** Takes over orphans, as many as may be open at once. */
    void doWork() {
        if (!looked) {
            looked = true;
            try {
                candidates.addAll(RunJournal.below(root));
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "Headwater cannot look for journals below {0}: {1}", root, e);
            }
        }
        while (open < AT_ONCE && !candidates.isEmpty()) {
            takeOver(candidates.remove());
        }
        if (open == 0 && candidates.isEmpty()) {
            allShipped.complete(null);
        }
    }

    private void takeOver(Path candidate) {
        try {
            Optional<RunJournal> orphan = RunJournal.takeOver(candidate);
            if (orphan.isPresent()) {
                found++;
                open++;
                shipper.add(orphan.get(), () -> {
                    open--;
                    shipped++;
                });
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Headwater cannot ship the journal {0}: {1}", candidate, e);
        }
    }

    /** Done when every orphan is confirmed. */
    CompletableFuture<Void> allShipped() {
        return allShipped;
    }

    Orphans.Shipped count() {
        return new Orphans.Shipped(found, shipped);
    }
}
