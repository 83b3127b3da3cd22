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
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** One journal on its way to Kafka. The shipper's thread only. */
final class Shipment {

    private static final Logger LOG = new LateLogger();
    private static final int MOST_POINTS = 8192;
    private static final int MOST_EVENTS = 64;
    private static final long FULL_BATCH = MOST_POINTS * 32L;
    private static final long BATCH_NANOS = 50_000_000L;

    private final RunJournal journal;
    private final Runnable whenShipped;
    private final Fold fold;
    private final Deque<Sent> points = new ArrayDeque<>();
    private final Deque<Sent> events = new ArrayDeque<>();
    private long lastFold;
    private int bytesUnderWay;

    /** @param whenShipped run once when everything is confirmed and nothing more will come */
    Shipment(RunJournal journal, Runnable whenShipped) {
        this.journal = journal;
        this.whenShipped = whenShipped;
        this.fold = new Fold(journal, MOST_POINTS);
    }

    RunJournal journal() {
        return journal;
    }

    int bytesUnderWay() {
        return bytesUnderWay;
    }

    /** When the oldest message without a confirmation was sent. */
    Optional<Long> oldestSentAtNanos() {
        return Stream.of(points.peek(), events.peek())
                .filter(sent -> sent != null)
                .map(Sent::sentAtNanos)
                .min(Long::compare);
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
            messages += sendPoints(outlet, wire, nowNanos);
        }
        if (journal.events().unread() > 0 && error() == null) {
            messages += sendEvents(outlet, wire, nowNanos);
        }
        return messages;
    }

    private int sendPoints(Outlet outlet, Wire wire, long nowNanos) {
        fold.read();
        if (fold.points() == 0) {
            return 0;
        }
        Instant now = Instant.now();
        byte[] metrics = fold.metrics(now).map(wire::metrics).orElse(null);
        byte[] hardware = fold.hardware(now).map(wire::hardware).orElse(null);
        int bytes = (metrics == null ? 0 : metrics.length) + (hardware == null ? 0 : hardware.length);
        int messages = (metrics == null ? 0 : 1) + (hardware == null ? 0 : 1);
        Sent sent = underWay(points, new Sent(fold.after(), bytes, messages, nowNanos));
        String runId = journal.identity().runId();
        if (metrics != null) {
            outlet.send(Topic.METRICS, runId, metrics, sent);
        }
        if (hardware != null && sent.error() == null) {
            outlet.send(Topic.HARDWARE, runId, hardware, sent);
        }
        return messages;
    }

    private int sendEvents(Outlet outlet, Wire wire, long nowNanos) {
        List<byte[]> messages = new ArrayList<>();
        int[] read = {0};
        journal.readEvents((sequence, framed) -> {
            if (read[0] == MOST_EVENTS) {
                return false;
            }
            read[0]++;
            try {
                messages.add(wire.event(framed, sequence));
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
            }
            return true;
        });
        if (read[0] == 0) {
            return 0;
        }
        int bytes = messages.stream().mapToInt(message -> message.length).sum();
        Mark mark = journal.events().mark();
        Sent sent = underWay(events, new Sent(mark, bytes, messages.size(), nowNanos));
        for (byte[] message : messages) {
            outlet.send(Topic.RUN_EVENTS, journal.identity().runId(), message, sent);
            if (sent.error() != null) {
                // Refused at once, such as for want of metadata: the next would wait as long to be refused.
                break;
            }
        }
        return messages.size();
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
        return settle(points, journal.points()) + settle(events, journal.events());
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
        for (Sent sent : points) {
            if (sent.error() != null) {
                return sent.error();
            }
        }
        for (Sent sent : events) {
            if (sent.error() != null) {
                return sent.error();
            }
        }
        return null;
    }

    /** Begins again behind what was confirmed. What is still under way may arrive twice. */
    void rewind(Exception error) {
        if (error instanceof RecordTooLargeException) {
            fold.shrink();
        }
        points.clear();
        events.clear();
        bytesUnderWay = 0;
        journal.points().rewind();
        journal.events().rewind();
    }

    /** Whether everything that was or will be said is confirmed. */
    boolean complete() {
        return points.isEmpty() && events.isEmpty() && journal.finished();
    }

    /** Deletes the journal and tells whoever waits. */
    void finish() {
        if (journal.lostBytes() > 0) {
            LOG.log(
                    Level.WARNING,
                    "Headwater lost {0} bytes of run {1}: its journal was damaged there.",
                    journal.lostBytes(),
                    journal.identity().runId());
        }
        journal.delete();
        whenShipped.run();
    }
}
