package dev.headwater.agent.journal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of one chain: what was appended and not yet read, and what was read and not yet confirmed. One thread
 * reads; the lock is for another that wants to know how much there is, when a run ends.
 */
public final class Backlog {

    private final Chain chain;
    private final AckFile file;
    private final int slot;
    private final Cuts cuts;
    private final Counting counting = new Counting();
    private final Cursor cursor;
    private long first;
    private long second;
    private Mark confirmed;
    private final Losses losses = new Losses();
    private final long lostElsewhere;
    private volatile long confirmedPosition;

    Backlog(Chain chain, AckFile file, int slot) {
        this.chain = chain;
        this.file = file;
        this.slot = slot;
        Mark start = new Mark(Cursor.position(chain.first().number(), Segment.HEADER), 0, 0);
        Optional<Mark> known = file.read(slot);
        this.confirmed = known.orElse(start);
        this.cuts = new Cuts(file, slot, known.map(Mark::position).orElse(-1L));
        this.cursor = new Cursor(chain.first(), Segment.HEADER, losses);
        long missing = 0;
        if (chain.ofDead()) {
            missing = begin(known);
        } else {
            file.write(slot, confirmed);
            goTo(confirmed);
        }
        this.lostElsewhere = chain.lostAtOpening() + missing;
        this.confirmedPosition = confirmed.position();
    }

    /**
     * Begins in a chain that a dead process left, of which anything may be missing.
     *
     * @return bytes of segments that are not there, as far as is known of them
     */
    private long begin(Optional<Mark> known) {
        long missing = 0;
        if (known.isEmpty()) {
            // Without it, nobody knows whether what was before the first segment is on Kafka.
            missing += cursor.segment().number() > 1 ? Segment.HEADER : 0;
            resume(-1, cursor.segment(), true);
        } else if (chain.holds(known.get().position())) {
            goTo(known.get());
        } else {
            Segment next = chain.following(known.get().position() >>> 32);
            first = known.get().first();
            second = known.get().second();
            missing += Segment.HEADER;
            cursor.enter(
                    next == null ? chain.last() : next,
                    next == null ? chain.last().capacity() : Segment.HEADER);
            resume(cursor.position() - 1, next, false);
        }
        confirmed = mark();
        Mark last = cuts.last();
        long furthest = Math.max(known.map(Mark::position).orElse(0L), last == null ? 0 : last.position());
        return missing + Math.max(0, (furthest >>> 32) - chain.last().number()) * Segment.HEADER;
    }

    private void goTo(Mark mark) {
        Cursor there = chain.at(mark.position());
        cursor.enter(there.segment(), there.offset());
        first = mark.first();
        second = mark.second();
    }

    /**
     * Goes to the next place whose sequences are known: the end of a batch under way, or a segment that was read before.
     * Behind the last of these nothing was ever sent, so that any numbering will do.
     *
     * @param after position behind which the place must be
     * @param otherwise where to go on when there is none; null for the end of the chain
     * @param strict whether, when there is none, nothing may be read at all
     */
    private void resume(long after, @Nullable Segment otherwise, boolean strict) {
        Mark cut = cuts.after(after);
        while (cut != null && !chain.holds(cut.position())) {
            cut = cuts.after(cut.position());
        }
        Mark begun = null;
        for (Segment segment = otherwise; segment != null && begun == null; segment = segment.next()) {
            begun = segment.dead() ? segment.beginning() : null;
        }
        Mark best = begun == null || (cut != null && cut.position() < begun.position()) ? cut : begun;
        if (best != null) {
            first = best.first();
            second = best.second();
            moveTo(chain.at(best.position()));
        } else if (otherwise == null || strict) {
            moveTo(new Cursor(chain.last(), chain.last().capacity()));
        } else {
            moveTo(new Cursor(otherwise, Segment.HEADER));
        }
    }

    private void moveTo(Cursor place) {
        losses.add(cursor.position(), Chain.distance(cursor, place));
        cursor.enter(place.segment(), place.offset());
        counting.entered(place.segment());
    }

    private final class Counting implements RecordReader {

        private RecordReader reader = (segment, at, length, tag) -> false;

        @Override
        public boolean read(Segment segment, int at, int length, int tag) {
            if (!reader.read(segment, at, length, tag)) {
                return false;
            }
            count(tag);
            return true;
        }

        @Override
        public void spoiled(int tag) {
            count(tag);
        }

        private void count(int tag) {
            if (RecordKind.SAMPLE.of(tag)) {
                second++;
            } else {
                first++;
            }
        }

        @Override
        public void entered(Segment segment) {
            if (cursor.offset() == Segment.HEADER) {
                segment.counts(first, second);
            }
        }
    }

    /** Reads on, to the next planned end of a batch at most. */
    synchronized void read(RecordReader reader) {
        counting.reader = reader;
        while (true) {
            Mark cut = cuts.after(cursor.position());
            Cursor.Stop stop = cursor.read(cut == null ? Long.MAX_VALUE : cut.position(), counting);
            if (stop != Cursor.Stop.DAMAGE) {
                return;
            }
            Segment here = cursor.segment();
            resume(cursor.position(), here.next(), false);
        }
    }

    /** Sequence of the metric point, or event, that comes next. For the reading thread, while it reads. */
    public long nextFirst() {
        return first;
    }

    /** Sequence of the hardware point that comes next. For the reading thread, while it reads. */
    public long nextSecond() {
        return second;
    }

    /** Whether the end of the next batch is decided: it was sent before. */
    public synchronized boolean planned() {
        return cuts.after(cursor.position()) != null;
    }

    /** Whether the end of one more batch can be written down. */
    public synchronized boolean mayPlan() {
        return cuts.room(cursor.position());
    }

    /** Writes down that a batch ends here, before it is sent; needs {@link #mayPlan()}, asked before it was read. */
    public synchronized void plan(Mark mark) {
        cuts.plan(mark);
    }

    /** Bytes to read, at least; {@link Long#MAX_VALUE} for more than is in one segment. */
    public synchronized long unread() {
        return chain.unread(cursor);
    }

    /** The place up to which was read. */
    public synchronized Mark mark() {
        return new Mark(cursor.position(), first, second);
    }

    /** The place behind the last record that is there now. Reads ahead without moving. */
    public synchronized Mark end() {
        return countFrom(cursor.copy());
    }

    private Mark countFrom(Cursor scout) {
        long[] counts = {first, second};
        scout.read(Long.MAX_VALUE, (segment, at, length, tag) -> {
            counts[RecordKind.SAMPLE.of(tag) ? 1 : 0]++;
            return true;
        });
        return new Mark(scout.position(), counts[0], counts[1]);
    }

    /** As {@link #end()}, once nothing can come any more and every writer is done; empty before. */
    public synchronized Optional<Mark> finalEnd() {
        Cursor scout = cursor.copy();
        Mark mark = countFrom(scout);
        return chain.finished(scout) ? Optional.of(mark) : Optional.empty();
    }

    /** Whether all was read and nothing will come. */
    public synchronized boolean finished() {
        return chain.finished(cursor);
    }

    /** Whether all that a dead process left was read. */
    public synchronized boolean deadRead() {
        Segment here = cursor.segment();
        return !here.dead() || (cursor.offset() > here.limit() && lastOfDead(here));
    }

    private static boolean lastOfDead(Segment segment) {
        Segment next = segment.next();
        return next == null || !next.dead();
    }

    /** Kafka has confirmed everything before this place; its room is given back. */
    public synchronized void confirm(Mark mark) {
        confirmed = mark;
        file.write(slot, mark);
        cuts.confirmed(mark.position());
        chain.release(chain.at(mark.position()).segment());
        confirmedPosition = mark.position();
    }

    /** Begins to read again behind what was confirmed. */
    public synchronized void rewind() {
        goTo(confirmed);
    }

    /** Bytes of a dead process's chain that were no records. */
    public synchronized long lostBytes() {
        return lostElsewhere + losses.bytes();
    }

    /** Position of the last confirmation; any thread. */
    public long confirmedPosition() {
        return confirmedPosition;
    }

    /** Position where the next record will be put; any thread. */
    public long tail() {
        return chain.tail();
    }
}
