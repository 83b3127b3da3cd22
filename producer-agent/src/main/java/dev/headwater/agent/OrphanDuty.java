package dev.headwater.agent;

import dev.headwater.agent.capture.ContentDigest;
import dev.headwater.agent.capture.DigestProbe;
import dev.headwater.agent.capture.Probe;
import dev.headwater.agent.journal.Identity;
import dev.headwater.agent.journal.Legacy;
import dev.headwater.agent.journal.Pending;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.logging.LateLogger;
import dev.headwater.event.JournalDamaged;
import dev.headwater.schemas.wire.WireException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be said in the name of a dead process: the digests of files that it had no time to read, and how much of
 * its journal is lost. Then the journal takes no more.
 */
final class OrphanDuty {

    private static final Logger LOG = new LateLogger();
    private static final long PROBE_NANOS = 4_000_000L;

    /** An event that is complete, and waits for room in the journal. */
    private record Unsaid(byte[] framed, int pending) {}

    private final RunJournal journal;
    private final Legacy legacy;
    private final EventFrames frames;
    private final Deque<Pending> pending;
    private @Nullable Probe probe;
    private @Nullable Unsaid unsaid;
    private boolean done;

    OrphanDuty(RunJournal journal, EventFrames frames) {
        this.journal = journal;
        this.frames = frames;
        this.legacy = journal.legacy();
        this.pending = new ArrayDeque<>(legacy.pending());
    }

    boolean done() {
        return done;
    }

    /** @return how much was done */
    int doWork() {
        int work = hash();
        if (!done && unsaid == null && probe == null && pending.isEmpty() && legacy.read() && sayDamage()) {
            journal.sealEvents();
            done = true;
            work++;
        }
        return work;
    }

    private int hash() {
        int work = 0;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PROBE_NANOS) {
            if (!sayUnsaid()) {
                return work;
            }
            Pending next = pending.peek();
            if (probe == null && next == null) {
                return work;
            }
            if (probe == null && next != null) {
                probe = begin(next);
            }
            Probe.Progress progress = probe == null ? Probe.Progress.DONE : probe.advance();
            if (progress == Probe.Progress.WAITING) {
                return work;
            }
            work++;
            if (progress == Probe.Progress.DONE) {
                probe = null;
                pending.poll();
            }
        }
        return work;
    }

    /** @return null when there is nothing to hash; it is said then */
    private @Nullable Probe begin(Pending event) {
        if (event.path().isEmpty()) {
            say(event, null, false);
            return null;
        }
        Path path;
        try {
            path = Path.of(event.path());
        } catch (InvalidPathException e) {
            // It was named where file names are UTF-8, and this JVM knows fewer characters (LC_ALL=C).
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot hash a file that a dead process named, it is recorded by its path only: {0}. Set"
                            + " LC_ALL to a UTF-8 locale, such as C.UTF-8.",
                    e.getMessage());
            say(event, null, false);
            return null;
        }
        NamedFile then = new NamedFile(path, event.size(), event.modified());
        NamedFile now = NamedFile.of(then.path());
        if (then.equals(now) && now.exists()) {
            return new DigestProbe(now.path(), digest -> say(event, digest, false));
        }
        LOG.log(
                Level.WARNING,
                "Headwater cannot hash {0} any more, it has changed or is gone since a dead process named it: it is"
                        + " recorded by its path only.",
                event.path());
        say(event, null, now.exists());
        return null;
    }

    private void say(Pending event, ContentDigest.@Nullable Result digest, boolean changed) {
        try {
            unsaid = new Unsaid(frames.completed(event.framed(), digest, changed), event.id());
            sayUnsaid();
        } catch (WireException e) {
            LOG.log(Level.WARNING, "Headwater leaves out an event of a file, {0}: {1}", event.path(), e.getMessage());
        }
    }

    /** @return false while there is no room for it: then later */
    private boolean sayUnsaid() {
        Unsaid event = unsaid;
        if (event != null && !journal.appendEvent(event.framed(), event.pending())) {
            return false;
        }
        unsaid = null;
        return true;
    }

    /** @return false while there is no room for all of it: then later */
    private boolean sayDamage() {
        for (Map.Entry<String, Long> lost : legacy.lostBytes().entrySet()) {
            if (legacy.damageSaid(lost.getKey())) {
                continue;
            }
            Identity identity = journal.identity();
            JournalDamaged damage = JournalDamaged.newBuilder()
                    .setChain(lost.getKey())
                    .setBytes(lost.getValue())
                    .build();
            if (!journal.appendEvent(frames.frame(identity, Instant.now(), damage))) {
                return false;
            }
            legacy.sayDamage(lost.getKey());
            LOG.log(
                    Level.WARNING,
                    "Headwater lost {0} bytes of the {1} of run {2}, rank {3}: the journal of a dead process is damaged"
                            + " there. All that can be read is shipped.",
                    lost.getValue(),
                    lost.getKey(),
                    identity.runId(),
                    identity.rank());
        }
        return true;
    }
}
