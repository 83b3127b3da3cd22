package dev.headwater.agent;

import dev.headwater.agent.journal.DamagedJournalException;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.logging.LateLogger;
import dev.headwater.agent.ship.Shipper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Journals of dead processes, a few at a time. The collector's thread only. */
final class OrphanQueue {

    private static final Logger LOG = new LateLogger();
    private static final int AT_ONCE = 16;

    private final Path root;
    private final Shipper shipper;
    private final EventFrames frames;
    private final List<OrphanDuty> duties = new ArrayList<>();
    private final Set<OrphanDuty> open = new HashSet<>();
    private final Deque<Path> candidates = new ArrayDeque<>();
    private final CompletableFuture<Void> allShipped = new CompletableFuture<>();
    private volatile int found;
    private volatile int shipped;
    private boolean looked;

    OrphanQueue(Path root, Shipper shipper, EventFrames frames) {
        this.root = root;
        this.shipper = shipper;
        this.frames = frames;
    }

    /**
     * Takes over orphans, as many as may be open at once, and says what they have left unsaid.
     *
     * @return how much was done
     */
    int doWork() {
        if (!looked) {
            looked = true;
            try {
                candidates.addAll(RunJournal.below(root));
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "Headwater cannot look for journals below {0}: {1}", root, e);
            }
        }
        while (open.size() < AT_ONCE && !candidates.isEmpty()) {
            takeOver(candidates.remove());
        }
        if (open.isEmpty() && candidates.isEmpty()) {
            allShipped.complete(null);
        }
        int work = 0;
        for (Iterator<OrphanDuty> each = duties.iterator(); each.hasNext(); ) {
            OrphanDuty duty = each.next();
            try {
                work += duty.doWork();
                if (duty.done()) {
                    each.remove();
                }
            } catch (RuntimeException e) {
                // What it said is still shipped; its journal stays, for a collector that knows better.
                each.remove();
                open.remove(duty);
                LOG.log(Level.WARNING, "Headwater cannot complete what a dead process left unsaid and leaves it", e);
            }
        }
        return work;
    }

    private void takeOver(Path candidate) {
        try {
            Optional<RunJournal> orphan = RunJournal.takeOver(candidate);
            if (orphan.isPresent()) {
                ship(candidate, orphan.get());
            }
        } catch (DamagedJournalException e) {
            setAside(candidate, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Headwater cannot ship the journal {0}: {1}", candidate, e);
        }
    }

    private void ship(Path candidate, RunJournal orphan) {
        OrphanDuty duty = new OrphanDuty(orphan, frames);
        found++;
        open.add(duty);
        duties.add(duty);
        shipper.add(
                orphan,
                () -> {
                    open.remove(duty);
                    shipped++;
                },
                why -> {
                    open.remove(duty);
                    duties.remove(duty);
                    setAside(candidate, String.valueOf(why));
                });
    }

    /** What nobody can read must not be tried at every start. */
    private void setAside(Path journal, @Nullable String why) {
        try {
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot read a journal that a dead process left ({0}) and has put it aside: {1}. Delete it"
                            + " when it is of no use.",
                    why,
                    RunJournal.setAside(root, journal));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot ship the journal {0} ({1}), nor put it aside: {2}",
                    journal,
                    why,
                    e);
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
