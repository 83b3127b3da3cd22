package dev.headwater.agent.ship;

import dev.headwater.agent.journal.Mark;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.schemas.wire.WireException;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Ships journals. One thread calls {@link #doWork}, again and again; nothing here waits longer than the outlet does for one
 * message. Any failure is answered alike: go back to what was confirmed, wait a little, send again.
 */
public final class Shipper {

    private static final int MOST_UNDER_WAY = 8 << 20;
    private static final long FIRST_PAUSE = 50_000_000L;
    private static final long LONGEST_PAUSE = 1_000_000_000L;

    private final Outlets outlets;
    private final Wire wire;
    private final Outage outage;
    private final List<Shipment> shipments = new ArrayList<>();
    private final Map<Shipment, Throwable> givenUp = new HashMap<>();
    private final List<Drain> drains = new ArrayList<>();
    private @Nullable Outlet outlet;
    private long pause = FIRST_PAUSE;
    private boolean waiting;
    private long notBefore;
    private long lastConfirmed;

    /**
     * @param schemas ids that messages are framed with
     * @param bundled schemas that events in journals are written with
     */
    public Shipper(Outlets outlets, SchemaSource schemas, BundledSchemas bundled) {
        this.outlets = outlets;
        this.wire = new Wire(schemas, bundled);
        this.outage = new Outage();
    }

    /** Ships a journal, and says on this thread when that is done, or cannot be done. */
    public void add(RunJournal journal, Runnable whenShipped, Consumer<Throwable> whenGivenUp) {
        shipments.add(new Shipment(journal, new Shipment.Listener() {
            @Override
            public void shipped() {
                whenShipped.run();
            }

            @Override
            public void givenUp(Throwable why) {
                whenGivenUp.accept(why);
            }
        }));
    }

    /** Has {@code whenReached} run when everything that is in the journals of open runs now is confirmed. */
    public void drain(Runnable whenReached) {
        Map<Shipment, Mark[]> targets = new HashMap<>();
        for (Shipment shipment : shipments) {
            RunJournal journal = shipment.journal();
            if (!journal.orphan()) {
                targets.put(
                        shipment,
                        new Mark[] {journal.points().end(), journal.events().end()});
            }
        }
        drains.add(new Drain(targets, whenReached));
    }

    private record Drain(Map<Shipment, Mark[]> targets, Runnable whenReached) {

        boolean reached(List<Shipment> open) {
            targets.entrySet().removeIf(entry -> {
                RunJournal journal = entry.getKey().journal();
                Mark[] marks = entry.getValue();
                return !open.contains(entry.getKey())
                        || journal.points().confirmedPosition() >= marks[0].position()
                                && journal.events().confirmedPosition() >= marks[1].position();
            });
            return targets.isEmpty();
        }
    }

    /**
     * One round: prepares segments, notes confirmations, sends.
     *
     * @param nowNanos of {@link System#nanoTime()}
     * @return how much was done; 0 when the caller may rest
     */
    public int doWork(long nowNanos) {
        int work = 0;
        for (Shipment shipment : shipments) {
            readable(shipment, () -> {
                shipment.journal().prepare();
                return 0;
            });
        }
        if (outlet == null) {
            connect(nowNanos);
        }
        if (outlet != null) {
            work += settle(nowNanos);
            if (outlet != null && (!waiting || nowNanos - notBefore >= 0)) {
                work += send(outlet, nowNanos);
            }
        }
        work += finish();
        return work;
    }

    private void connect(long nowNanos) {
        if (shipments.isEmpty() || (waiting && nowNanos - notBefore < 0)) {
            return;
        }
        try {
            Optional<Outlet> opened = outlets.open();
            if (opened.isPresent()) {
                outlet = opened.get();
                lastConfirmed = nowNanos;
                notBefore = nowNanos;
            } else {
                outage.noAddress();
                waiting = true;
                notBefore = nowNanos + LONGEST_PAUSE;
            }
        } catch (RuntimeException e) {
            outage.unusable(e);
            waiting = true;
            notBefore = nowNanos + 5 * LONGEST_PAUSE;
        }
    }

    private int settle(long nowNanos) {
        int settled = 0;
        Exception error = null;
        long oldest = nowNanos;
        for (Shipment shipment : shipments) {
            settled += readable(shipment, shipment::settle);
            if (shipment.error() != null && !shipment.makeSmaller()) {
                error = error == null ? shipment.error() : error;
            }
            oldest = shipment.oldestSentAtNanos(oldest);
        }
        lastConfirmed = settled > 0 ? nowNanos : lastConfirmed;
        if (error != null) {
            failed(error, nowNanos);
        } else if (settled > 0) {
            pause = FIRST_PAUSE;
            outage.confirmed(address());
        } else {
            outage.silentFor(address(), Math.min(nowNanos - oldest, nowNanos - lastConfirmed));
        }
        return settled;
    }

    private int send(Outlet open, long nowNanos) {
        int messages = 0;
        long underWay = 0;
        for (Shipment shipment : shipments) {
            underWay += shipment.bytesUnderWay();
        }
        try {
            for (Shipment shipment : shipments) {
                if (underWay >= MOST_UNDER_WAY) {
                    break;
                }
                int before = shipment.bytesUnderWay();
                messages += send(shipment, open, nowNanos);
                underWay += shipment.bytesUnderWay() - before;
                if (shipment.error() != null) {
                    // Refused at once, such as for want of metadata: the others would only wait as long.
                    break;
                }
            }
        } catch (RuntimeException e) {
            failed(e, nowNanos);
        }
        return messages;
    }

    private int send(Shipment shipment, Outlet open, long nowNanos) {
        return readable(shipment, () -> shipment.send(open, wire, nowNanos, !drains.isEmpty()));
    }

    /** Does some work with one journal: one that cannot be read must not hold up the others. */
    private int readable(Shipment shipment, IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (IndexOutOfBoundsException | BufferUnderflowException | InternalError e) {
            // InternalError: the file behind the mapping is gone, or its disk has failed.
            try {
                shipment.rewind();
            } catch (RuntimeException | InternalError same) {
                e.addSuppressed(same);
            }
            if (shipment.unreadable()) {
                givenUp.put(shipment, e);
            }
            return 0;
        }
    }

    private void failed(Exception error, long nowNanos) {
        outage.refused(address(), error);
        if (sparesTheConnection(error)) {
            shipments.forEach(Shipment::rewindRefused);
        } else {
            shipments.forEach(Shipment::rewind);
            disconnect();
        }
        waiting = true;
        notBefore = nowNanos + pause;
        pause = Math.min(lasting(error) ? 5 * LONGEST_PAUSE : LONGEST_PAUSE, pause * 2);
    }

    /** Whether the producer is as good as before, and what else is under way may still arrive. */
    private static boolean sparesTheConnection(Exception error) {
        return error instanceof RetriableException
                || error instanceof TopicAuthorizationException
                || error instanceof WireException;
    }

    /** Whether only a person can mend it: to try every second would be a burden. */
    private static boolean lasting(Exception error) {
        return error instanceof AuthenticationException || error instanceof AuthorizationException;
    }

    private int finish() {
        int finished = givenUp.size();
        givenUp.forEach((shipment, why) -> {
            shipments.remove(shipment);
            shipment.giveUp(why);
        });
        givenUp.clear();
        for (Iterator<Shipment> all = shipments.iterator(); all.hasNext(); ) {
            Shipment shipment = all.next();
            if (readable(shipment, () -> shipment.complete() ? 1 : 0) > 0) {
                all.remove();
                shipment.finish();
                finished++;
            }
        }
        for (Iterator<Drain> all = drains.iterator(); all.hasNext(); ) {
            Drain drain = all.next();
            if (drain.reached(shipments)) {
                all.remove();
                drain.whenReached().run();
            }
        }
        return finished;
    }

    private String address() {
        return outlet == null ? "Kafka" : "Kafka at " + outlet.address();
    }

    private void disconnect() {
        if (outlet != null) {
            outlet.close();
            outlet = null;
        }
    }

    /** Leaves what is not confirmed to the next shipper of orphans. */
    public void close() {
        disconnect();
        shipments.forEach(shipment -> shipment.journal().release());
        shipments.clear();
    }
}
