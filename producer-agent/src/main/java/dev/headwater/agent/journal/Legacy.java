package dev.headwater.agent.journal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a dead process left unsaid: events that waited for a digest, and how much of its journal is damaged. */
public final class Legacy {

    private static final List<String> CHAINS = List.of(RunJournal.POINTS, RunJournal.EVENTS, RunJournal.CATALOG);

    private final Catalog catalog;
    private final Backlog points;
    private final Backlog events;
    private final Set<Integer> fulfilled;

    Legacy(Catalog catalog, Chain eventChain, Backlog points, Backlog events) {
        this.catalog = catalog;
        this.points = points;
        this.events = events;
        this.fulfilled = Salvage.indexes(eventChain);
    }

    /** Events without their digest, in the order in which they were said. */
    public List<Pending> pending() {
        return catalog.pending().stream()
                .filter(pending -> !fulfilled.contains(pending.id()))
                .toList();
    }

    /** Whether all that it did say was read: only then is it known what is lost. */
    public boolean read() {
        return points.deadRead() && events.deadRead();
    }

    /** Bytes that are no records any more, per chain that has any; complete once all was read. */
    public Map<String, Long> lostBytes() {
        Map<String, Long> lost = new TreeMap<>(Map.of(
                RunJournal.POINTS, points.lostBytes(),
                RunJournal.EVENTS, events.lostBytes(),
                RunJournal.CATALOG, catalog.lostBytes()));
        lost.values().removeIf(bytes -> bytes == 0);
        return lost;
    }

    /** Whether an event said that a chain is damaged. */
    public boolean damageSaid(String chain) {
        return catalog.damageSaid(CHAINS.indexOf(chain));
    }

    /** An event says that a chain is damaged. */
    public void sayDamage(String chain) {
        catalog.sayDamage(CHAINS.indexOf(chain));
    }
}
