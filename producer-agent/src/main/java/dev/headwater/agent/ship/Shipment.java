package dev.headwater.agent.ship;

import dev.headwater.agent.journal.Backlog;
import dev.headwater.agent.journal.Mark;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.logging.LateLogger;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.WireException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** One journal on its way to Kafka. The shipper's thread only. */
final class Shipment {

    private static final Logger LOG = new LateLogger();
    private static final int MOST_POINTS = 8192;
    private static final int MOST_EVENTS = 64;
    private static final int MOST_FAILURES = 3;
    private static final long FULL_BATCH = MOST_POINTS * 32L;
    /** Each message costs its sender and the broker; a person and an alarm find this live enough. */
    private static final long BATCH_NANOS = 500_000_000L;

    private final RunJournal journal;
    private final Listener listener;
    private final Fold fold;
    private final Oversized oversized;
    private final Deque<Sent> points = new ArrayDeque<>();
    private final Deque<Sent> events = new ArrayDeque<>();
    private long lastFold;
    private int bytesUnderWay;
    private int failures;

    /** Told what became of a journal, once. */
    interface Listener {

        /** Everything is confirmed and the journal is deleted. */
        void shipped();

        /** It cannot be read any more, and is left as it is. */
        void givenUp(Throwable why);
    }

    Shipment(RunJournal journal, Listener listener) {
        this.journal = journal;
        this.listener = listener;
        this.fold = new Fold(journal, MOST_POINTS);
        this.oversized = new Oversized(journal);
    }

    RunJournal journal() {
        return journal;
    }

    int bytesUnderWay() {
        return bytesUnderWay;
    }

    /** When the oldest message without a confirmation was sent; {@code otherwise} when all are confirmed. */
    long oldestSentAtNanos(long otherwise) {
        Sent point = points.peek();
        Sent event = events.peek();
        long oldest = point == null ? otherwise : Math.min(otherwise, point.sentAtNanos());
        return event == null ? oldest : Math.min(oldest, event.sentAtNanos());
    }

    /**
     * Sends what there is to send: a batch of points when it is full or its time has come, and events.
     *
     * @return messages sent
     */
    int send(Outlet outlet, Wire wire, long nowNanos, boolean flush) {
        int messages = 0;
        long unread = journal.points().unread();
        if (unread >= FULL_BATCH || (unread > 0 && (flush || nowNanos - lastFold >= BATCH_NANOS))) {
            lastFold = nowNanos;
            messages += orRewind(points, journal.points(), () -> sendPoints(outlet, wire, nowNanos));
        }
        if (journal.events().unread() > 0 && error() == null) {
            messages += orRewind(events, journal.events(), () -> sendEvents(outlet, wire, nowNanos));
        }
        return messages;
    }

    private int orRewind(Deque<Sent> queue, Backlog backlog, IntSupplier sending) {
        try {
            return sending.getAsInt();
        } catch (WireException e) {
            rewind(queue, backlog);
            throw e;
        }
    }

    private int sendPoints(Outlet outlet, Wire wire, long nowNanos) {
        Backlog backlog = journal.points();
        if (!backlog.mayPlan()) {
            return 0;
        }
        fold.read();
        if (fold.points() == 0) {
            return 0;
        }
        backlog.plan(fold.after());
        Instant now = Instant.now();
        byte[] metrics = fold.metrics(now).map(wire::metrics).orElse(null);
        byte[] hardware = fold.hardware(now).map(wire::hardware).orElse(null);
        if (oversized.leavesOutBatch(fold.after().position())) {
            keep(outlet, "metrics-" + fold.firstMetric(), metrics);
            keep(outlet, "hardware-" + fold.firstSample(), hardware);
            underWay(points, new Sent(fold.after(), 0, fold.points(), 0, nowNanos));
            return 1;
        }
        int bytes = (metrics == null ? 0 : metrics.length) + (hardware == null ? 0 : hardware.length);
        int messages = (metrics == null ? 0 : 1) + (hardware == null ? 0 : 1);
        Sent sent = underWay(points, new Sent(fold.after(), bytes, fold.points(), messages, nowNanos));
        String runId = journal.identity().runId();
        if (metrics != null) {
            outlet.send(Topic.METRICS, runId, metrics, sent);
        }
        if (hardware != null && sent.error() == null) {
            outlet.send(Topic.HARDWARE, runId, hardware, sent);
        }
        return messages;
    }

    private void keep(Outlet outlet, String name, byte @Nullable [] message) {
        if (message != null) {
            oversized.keep("Kafka at " + outlet.address(), name, message);
        }
    }

    private int sendEvents(Outlet outlet, Wire wire, long nowNanos) {
        Backlog backlog = journal.events();
        if (!backlog.mayPlan()) {
            return 0;
        }
        boolean planned = backlog.planned();
        List<Message> messages = new ArrayList<>();
        int[] read = {0};
        journal.readEvents((sequence, framed) -> {
            if (read[0] == MOST_EVENTS && !planned) {
                return false;
            }
            Message message = message(outlet, wire, sequence, framed);
            read[0]++;
            if (message != null) {
                messages.add(message);
            }
            return true;
        });
        if (read[0] == 0) {
            return 0;
        }
        int bytes =
                messages.stream().mapToInt(message -> message.bytes().length).sum();
        Mark mark = backlog.mark();
        backlog.plan(mark);
        Sent sent = underWay(events, new Sent(mark, bytes, read[0], messages.size(), nowNanos));
        for (Message message : messages) {
            outlet.send(Topic.RUN_EVENTS, journal.identity().runId(), message.bytes(), error -> {
                if (error instanceof RecordTooLargeException) {
                    oversized.event(message.sequence(), message.shortened());
                }
                sent.settled(error);
            });
            if (sent.error() != null) {
                // Refused at once, such as for want of metadata: the next would wait as long to be refused.
                break;
            }
        }
        return read[0];
    }

    /**
     * An event on its way. Whether it was cut belongs to it: a receipt of an earlier try may come at any moment, and what
     * it says is not of this one.
     */
    private record Message(long sequence, byte[] bytes, boolean shortened) {}

    /** @return null when the event is left out */
    private @Nullable Message message(Outlet outlet, Wire wire, long sequence, byte[] framed) {
        boolean shorten = oversized.shorten(sequence);
        try {
            byte[] message = wire.event(framed, sequence, shorten);
            if (shorten) {
                oversized.shortened("Kafka at " + outlet.address(), sequence, framed.length);
            }
            if (oversized.leavesOut(sequence)) {
                keep(outlet, "event-" + sequence, message);
                return null;
            }
            return new Message(sequence, message, shorten);
        } catch (WireException e) {
            if (!wire.unreadable(framed)) {
                throw e;
            }
            LOG.log(
                    Level.WARNING,
                    "Headwater leaves out event {0} of run {1}, its journal is damaged there: {2}",
                    sequence,
                    journal.identity().runId(),
                    e.getMessage());
            return null;
        }
    }

    private Sent underWay(Deque<Sent> queue, Sent sent) {
        queue.add(sent);
        bytesUnderWay += sent.bytes();
        return sent;
    }

    /**
     * Moves the confirmed places over everything that Kafka has confirmed, in order.
     *
     * @return batches confirmed
     */
    int settle() {
        int settled = settle(points, journal.points()) + settle(events, journal.events());
        failures = settled > 0 ? 0 : failures;
        return settled;
    }

    private int settle(Deque<Sent> queue, Backlog backlog) {
        Sent last = null;
        int settled = 0;
        for (Sent head = queue.peek(); head != null && head.confirmed(); head = queue.peek()) {
            queue.remove();
            bytesUnderWay -= head.bytes();
            last = head;
            settled++;
        }
        if (last != null) {
            backlog.confirm(last.mark());
        }
        return settled;
    }

    /** Why a message under way was refused; null when none was. */
    @Nullable
    Exception error() {
        Exception ofPoints = Sent.error(points);
        return ofPoints == null ? Sent.error(events) : ofPoints;
    }

    /**
     * Something was refused as too large: it will be sent in smaller pieces, or not at all.
     *
     * @return false when nothing was
     */
    boolean makeSmaller() {
        boolean found = false;
        for (Sent sent : points) {
            if (!found && sent.error() instanceof RecordTooLargeException) {
                found = true;
                if (sent.records() > 1) {
                    fold.shrink(sent.records());
                } else {
                    oversized.batch(sent.mark().position());
                }
            }
        }
        found |= events.stream().anyMatch(sent -> sent.error() instanceof RecordTooLargeException);
        if (found) {
            rewind();
        }
        return found;
    }

    /** Begins again behind what was confirmed. What is still under way may arrive twice. */
    void rewind() {
        rewind(points, journal.points());
        rewind(events, journal.events());
    }

    /** Begins again with what was refused; what is under way to another topic may still be confirmed. */
    void rewindRefused() {
        if (Sent.error(points) != null) {
            rewind(points, journal.points());
        }
        if (Sent.error(events) != null) {
            rewind(events, journal.events());
        }
    }

    private void rewind(Deque<Sent> queue, Backlog backlog) {
        queue.forEach(sent -> bytesUnderWay -= sent.bytes());
        queue.clear();
        backlog.rewind();
    }

    /** The journal could not be read or written. @return whether there is no use in trying again */
    boolean unreadable() {
        return ++failures >= MOST_FAILURES;
    }

    /** Leaves the journal as it is. */
    void giveUp(Throwable why) {
        try {
            journal.release();
        } catch (RuntimeException | InternalError e) {
            LOG.log(Level.DEBUG, "Headwater could not release the journal of {0}: {1}", journal.identity(), e);
        }
        listener.givenUp(why);
    }

    /** Whether everything that was or will be said is confirmed. */
    boolean complete() {
        return points.isEmpty() && events.isEmpty() && journal.finished();
    }

    /** Deletes the journal and tells whoever waits. */
    void finish() {
        journal.delete();
        listener.shipped();
    }
}
