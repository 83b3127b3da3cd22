package dev.headwater.agent.journal;

import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that one boot has said and Kafka has not yet confirmed: one chain of points, one of events, and the catalog both
 * refer to. What an append has returned for survives the death of the process (not of the machine: nothing is synced).
 *
 * <p>Sequences are not stored: the n-th metric point of the chain of points has sequence n, the n-th event of the other
 * has sequence n. So one atomic add decides everything.
 */
public final class RunJournal {

    private static final Logger LOG = new LateLogger();
    static final String POINTS = "points";
    static final String EVENTS = "events";
    static final String CATALOG = "catalog";

    private final Identity identity;
    private final @Nullable JournalDirectory directory;
    private final Catalog catalog;
    private final Chain points;
    private final Chain events;
    private final boolean orphan;
    private final Backlog pointBacklog;
    private final Backlog eventBacklog;
    private final BooleanSupplier awaitRoom;

    RunJournal(
            Identity identity,
            @Nullable JournalDirectory directory,
            Catalog catalog,
            Chain points,
            Chain events,
            AckFile acknowledged,
            BooleanSupplier awaitRoom) {
        this.identity = identity;
        this.directory = directory;
        this.catalog = catalog;
        this.points = points;
        this.events = events;
        this.orphan = points.ofDead();
        this.pointBacklog = new Backlog(points, acknowledged, AckFile.POINTS);
        this.eventBacklog = new Backlog(events, acknowledged, AckFile.EVENTS);
        this.awaitRoom = awaitRoom;
    }

    /**
     * Begins a journal and locks it. Without a usable disk it is kept in memory.
     *
     * @param root directory of all journals
     * @param awaitRoom asked when there is no room for a point: true to try again, false to leave the point out
     * @return empty when there is neither disk nor memory
     */
    public static Optional<RunJournal> begin(Path root, Identity identity, Budgets budgets, BooleanSupplier awaitRoom) {
        return begin(root, identity, budgets, awaitRoom, () -> {});
    }

    /** As {@link #begin}. @param wake called, by whoever appends, when a segment is half full: another will be needed */
    public static Optional<RunJournal> begin(
            Path root, Identity identity, Budgets budgets, BooleanSupplier awaitRoom, Runnable wake) {
        return Beginning.of(root, identity, budgets, awaitRoom, wake);
    }

    /** Journals below a root, whoever owns them. */
    public static List<Path> below(Path root) throws IOException {
        JournalDirectory.sweep(root);
        return JournalDirectory.below(root);
    }

    /**
     * Takes over a journal whose owner is dead. Whatever is damaged is stepped over and counted.
     *
     * @return empty when the owner lives, or nothing was ever said in it
     * @throws IOException when it cannot be read at all
     */
    public static Optional<RunJournal> takeOver(Path path) throws IOException {
        return Salvage.takeOver(path);
    }

    /** Puts a journal that cannot be read aside, so that nobody tries again. @return where it is now */
    public static Path setAside(Path root, Path journal) throws IOException {
        return JournalDirectory.setAside(root, journal);
    }

    /** Keeps something in a file that outlives the journal. @return the file; empty when the disk gives none */
    public Optional<Path> keep(String name, byte[] content) {
        try {
            return directory == null ? Optional.empty() : Optional.of(directory.keep(name, content));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public Identity identity() {
        return identity;
    }

    /** Defines a metric; empty when there is no room for one more. */
    public Optional<Series> metric(String name, String context) {
        try {
            return Optional.ofNullable(catalog.metric(name, context));
        } catch (InternalError | OutOfMemoryError e) {
            return Optional.empty();
        }
    }

    /** Defines a hardware series; empty when there is no room for one more. */
    public Optional<Series> hardware(String host, String device, String quantity, String unit) {
        try {
            return Optional.ofNullable(catalog.hardware(host, device, quantity, unit));
        } catch (InternalError | OutOfMemoryError e) {
            return Optional.empty();
        }
    }

    /** All series so far. */
    public List<Series> series() {
        return Arrays.stream(catalog.all()).filter(Objects::nonNull).toList();
    }

    /**
     * Appends a point. Where there is no room it is counted in its series, or waited for; after {@link #sealPoints()} it
     * is ignored.
     *
     * @param step ignored for hardware series
     */
    public void append(Series series, long step, long epochMillis, double value) {
        try {
            while (!tryAppend(series, step, epochMillis, value)) {
                if (points.sealed()) {
                    return;
                }
                if (!awaitRoom.getAsBoolean()) {
                    series.countThinned();
                    return;
                }
            }
        } catch (RuntimeException | InternalError | OutOfMemoryError e) {
            // InternalError: the file behind the mapping is gone or its disk has failed.
            series.countThinned();
        }
    }

    private boolean tryAppend(Series series, long step, long epochMillis, double value) {
        return series.kind() == Series.Kind.METRIC
                ? points.appendPoint(series.tag(), step, epochMillis, value)
                : points.appendSample(series.tag(), epochMillis, value);
    }

    /**
     * Appends an event.
     *
     * @param framed a {@code RunEvent} in Confluent framing with a bundled schema id
     * @return false when even the room kept for events is full
     */
    public boolean appendEvent(byte[] framed) {
        return appendEvent(framed, 0);
    }

    /**
     * Appends an event that was pending.
     *
     * @param pending what {@link #pend} said; 0 for an event that was not
     */
    public boolean appendEvent(byte[] framed, int pending) {
        try {
            if (!events.appendBytes(RecordKind.EVENT.tag(pending), framed)) {
                return false;
            }
        } catch (InternalError | OutOfMemoryError e) {
            return false;
        }
        if (pending > 0) {
            noteDone(pending);
        }
        return true;
    }

    /** Who finds the event in its chain knows as well that it is done. */
    private void noteDone(int pending) {
        try {
            catalog.done(pending);
        } catch (RuntimeException | InternalError | OutOfMemoryError e) {
            LOG.log(
                    Level.DEBUG,
                    "Headwater could not note that a digest of run {0} is there: {1}",
                    identity.runId(),
                    e);
        }
    }

    /**
     * Notes an event that only waits for the digest of a file: should this process die first, whoever ships the journal
     * completes it.
     *
     * @param framed the event without the digest
     * @param path absolute
     * @param size of the file in bytes; -1 when there is none
     * @param modified milliseconds since 1970-01-01T00:00:00Z; 0 when there is no file
     * @return its number, for {@link #appendEvent(byte[], int)}; 0 when there is no room to note it
     */
    public int pend(byte[] framed, String path, long size, long modified) {
        try {
            return catalog.pend(framed, path, size, modified);
        } catch (InternalError | OutOfMemoryError e) {
            return 0;
        }
    }

    /** Takes no points from now on. */
    public void sealPoints() {
        points.seal();
    }

    /** Takes no events from now on. */
    public void sealEvents() {
        events.seal();
    }

    /** The reading end of the points. */
    public Backlog points() {
        return pointBacklog;
    }

    /** The reading end of the events. */
    public Backlog events() {
        return eventBacklog;
    }

    /** Reads points on from where the reader stopped. One thread. */
    public void readPoints(PointReader reader) {
        pointBacklog.read((segment, at, length, tag) -> {
            Series series = catalog.series(RecordKind.index(tag));
            if (series == null) {
                series = Series.unknown(RecordKind.index(tag), RecordKind.POINT.of(tag));
            }
            return RecordKind.POINT.of(tag)
                    ? reader.read(
                            series,
                            segment.longAt(at + 8),
                            segment.longAt(at + 16) >> Segment.TIME_SHIFT,
                            segment.doubleAt(at + 24))
                    : reader.read(series, 0, segment.longAt(at + 8) >> Segment.TIME_SHIFT, segment.doubleAt(at + 16));
        });
    }

    /** Reads events on from where the reader stopped. One thread. */
    public void readEvents(EventReader reader) {
        eventBacklog.read(
                (segment, at, length, tag) -> reader.read(eventBacklog.nextFirst(), segment.contentAt(at, length)));
    }

    /** Prepares segments that will soon be needed. For the reading thread. */
    public void prepare() {
        points.prepare();
        events.prepare();
        catalog.prepare();
    }

    /** Whether a dead process left it. */
    public boolean orphan() {
        return orphan;
    }

    /** Whether all was read and nothing will come. */
    public boolean finished() {
        return pointBacklog.finished() && eventBacklog.finished();
    }

    /** What its dead owner left unsaid; for an orphan. */
    public Legacy legacy() {
        return new Legacy(catalog, events, pointBacklog, eventBacklog);
    }

    /** Everything was confirmed: deletes all files. */
    public void delete() {
        points.delete();
        events.delete();
        catalog.delete();
        try {
            if (directory != null) {
                directory.delete();
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not delete {0}: {1}", directory.path(), e);
        }
    }

    /** Leaves what was not confirmed to whoever ships orphans next. */
    public void release() {
        points.seal();
        events.seal();
        catalog.seal();
        try {
            if (directory != null) {
                directory.release();
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Headwater could not release {0}: {1}", directory.path(), e);
        }
    }
}
