package dev.headwater.agent.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the batches under way end. Whoever sends again after a failure, or after the death of this process, forms the very
 * same batches: Kafka may have some of them already, and a reader drops what it knows by whole batches.
 */
final class Cuts {

    /** For a batch that must be sent in pieces although everything behind it has been sent. */
    private static final int FOR_PIECES = 32;

    private record Planned(Mark mark, int slot) {}

    private final AckFile file;
    private final int chain;
    private final TreeMap<Long, Planned> planned = new TreeMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /** @param confirmed position; ends up to it are of no interest any more */
    Cuts(AckFile file, int chain, long confirmed) {
        this.file = file;
        this.chain = chain;
        for (int slot = 0; slot < AckFile.CUTS; slot++) {
            Mark mark = file.readCut(chain, slot).orElse(null);
            if (mark != null && mark.position() > confirmed && !planned.containsKey(mark.position())) {
                planned.put(mark.position(), new Planned(mark, slot));
            } else {
                free.add(slot);
            }
        }
    }

    /** The first planned end behind a position; null when there is none. */
    @Nullable
    Mark after(long position) {
        Map.Entry<Long, Planned> entry = planned.higherEntry(position);
        return entry == null ? null : entry.getValue().mark();
    }

    /** The end planned exactly there; null when there is none. */
    @Nullable
    Mark at(long position) {
        Planned there = planned.get(position);
        return there == null ? null : there.mark();
    }

    /** The last planned end; null when there is none. */
    @Nullable
    Mark last() {
        return planned.isEmpty() ? null : planned.lastEntry().getValue().mark();
    }

    /** Whether one more end can be planned behind a position. */
    boolean room(long position) {
        boolean piece = planned.higherKey(position) != null;
        return free.size() > (piece ? 0 : FOR_PIECES);
    }

    /** Writes an end down, unless it is planned already. There must be room. */
    void plan(Mark mark) {
        if (!planned.containsKey(mark.position())) {
            int slot = free.remove();
            file.writeCut(chain, slot, mark);
            planned.put(mark.position(), new Planned(mark, slot));
        }
    }

    /** Everything up to this position is confirmed. */
    void confirmed(long position) {
        Map<Long, Planned> done = planned.headMap(position, true);
        done.values().forEach(end -> free.add(end.slot()));
        done.clear();
    }
}
