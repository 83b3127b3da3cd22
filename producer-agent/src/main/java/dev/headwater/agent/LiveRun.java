package dev.headwater.agent;

import dev.headwater.agent.capture.DigestCache;
import dev.headwater.agent.capture.Probe;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.event.EndStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The calling side of a run of this process: any thread. What it only asks for is done by {@link RunDuty}. */
final class LiveRun {

    private final RunJournal journal;
    private final EventFrames frames;
    private final OneWarning warning;
    private final RunSeries series;
    private final RunFiles files;
    private final ParamsAndTags paramsAndTags;
    private final RunPhases phases;
    private final InstantSource clock;
    private final BooleanSupplier awaitRoom;
    private final Runnable wake;
    private final Queue<Probe> probes = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable RunEnd> end = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Void> shipped = new CompletableFuture<>();
    private final CompletableFuture<Void> endWritten = new CompletableFuture<>();
    private final Object events = new Object();
    private volatile @Nullable ProcessEnd lasting;
    private long eventsWritten;
    private boolean sealed;

    /**
     * @param host name of the host, for hardware samples
     * @param digests used on the collector's thread only
     * @param awaitRoom asked when the journal is full: true to try again
     * @param wake called when there is something to do for the collector's thread
     */
    LiveRun(
            RunJournal journal,
            EventFrames frames,
            OneWarning warning,
            String host,
            DigestCache digests,
            InstantSource clock,
            BooleanSupplier awaitRoom,
            Runnable wake) {
        this.journal = journal;
        this.frames = frames;
        this.warning = warning;
        this.series = new RunSeries(journal, warning, host, clock);
        this.files = new RunFiles(this, frames, digests, clock);
        this.paramsAndTags = new ParamsAndTags(this::say, warning);
        this.phases = new RunPhases(this::say, warning, clock);
        this.clock = clock;
        this.awaitRoom = awaitRoom;
        this.wake = wake;
    }

    RunJournal journal() {
        return journal;
    }

    /** Done when Kafka has confirmed the run to its end. */
    CompletableFuture<Void> shipped() {
        return shipped;
    }

    /** Done when the end of the run is in the journal: whoever ships that, ships all of the run. */
    CompletableFuture<Void> endWritten() {
        return endWritten;
    }

    Metric metric(@Nullable String name, @Nullable String context) {
        return series.metric(name, context);
    }

    Resource resource(@Nullable String device, @Nullable String quantity, @Nullable String unit) {
        return series.resource(device, quantity, unit);
    }

    /** What the times of points and events are read from. */
    InstantSource clock() {
        return clock;
    }

    /** What the run says of its parameters and tags. */
    ParamsAndTags paramsAndTags() {
        return paramsAndTags;
    }

    /** What parts the run has. */
    RunPhases phases() {
        return phases;
    }

    /** What the run says of files. */
    RunFiles files() {
        return files;
    }

    void probe(Probe probe) {
        if (tooLate()) {
            return;
        }
        probes.add(probe);
        wake.run();
    }

    void say(Object payload) {
        if (end.get() != null) {
            warnTooLate(payload.getClass().getSimpleName());
            return;
        }
        write(clock.instant(), payload);
    }

    /** Says an event of the caller's own making, as far as it may be said. */
    void sayAsTold(Object payload) {
        try {
            say(CallersEvent.redacted(payload));
        } catch (RuntimeException e) {
            warning.warn("an event that is not complete is ignored", e);
        }
    }

    /** What was asked for and cannot be done: one warning, and nothing for the trainer to notice. */
    void warn(String message, Object offending) {
        warning.warn(message, offending);
    }

    /** Whether the run has ended, so that nothing more can be said of it; warns if so. */
    boolean tooLate() {
        if (end.get() == null) {
            return false;
        }
        warnTooLate(journal.identity().runId());
        return true;
    }

    private void warnTooLate(String what) {
        warning.warn("said after the end of its run and ignored", what);
    }

    /** Writes an event of a known time. */
    void write(Instant occurredAt, Object payload) {
        write(occurredAt, payload, 0);
    }

    /** @param pending number of what this fulfils; 0 for nothing */
    boolean write(Instant occurredAt, Object payload, int pending) {
        try {
            byte[] framed = frames.frame(journal.identity(), occurredAt, payload);
            while (!append(framed, pending)) {
                if (!awaitRoom.getAsBoolean()) {
                    warning.warn(
                            "the room kept for events is full, lost",
                            payload.getClass().getSimpleName());
                    return false;
                }
            }
        } catch (RuntimeException | OutOfMemoryError | InternalError e) {
            warning.warn("an event that cannot be written is ignored", e);
        }
        return true;
    }

    private boolean append(byte[] framed, int pending) {
        synchronized (events) {
            if (sealed) {
                warnTooLate(journal.identity().runId());
                return true;
            }
            boolean appended = journal.appendEvent(framed, pending);
            eventsWritten += appended ? 1 : 0;
            return appended;
        }
    }

    /**
     * Writes the last event; nothing comes after it.
     *
     * @param lastChance whether it cannot be tried again
     * @param last told how many events there are before it
     * @return false when there was no room for it, and there may be later
     */
    boolean writeLast(Instant occurredAt, boolean lastChance, LongFunction<Object> last) {
        synchronized (events) {
            if (!write(occurredAt, last.apply(eventsWritten), 0) && !lastChance) {
                return false;
            }
            sealed = true;
            journal.sealEvents();
        }
        endWritten.complete(null);
        return true;
    }

    /** Nothing more can be recorded of this run. */
    void giveUp() {
        warning.warn(
                "its journal can be written no more, given up",
                journal.identity().runId());
        endWritten.complete(null);
    }

    void fail(@Nullable Throwable error) {
        failure.compareAndSet(null, error == null ? new IllegalStateException("failed, without an exception") : error);
        if (lasting != null) {
            end(null, null, null);
        }
    }

    void end(@Nullable EndStatus status, @Nullable Integer exitCode, @Nullable Instant endedAt) {
        Throwable error = failure.get();
        EndStatus known = status != null ? status : error == null ? EndStatus.FINISHED : EndStatus.FAILED;
        RunEnd how = RunEnd.of(known, exitCode, endedAt == null ? clock.instant() : endedAt, error);
        ProcessEnd process = lasting;
        if (process == null) {
            end(how);
        } else {
            process.said(how);
        }
    }

    /** From now on only the end of the process ends this run. */
    void lastUntil(ProcessEnd processEnd) {
        lasting = processEnd;
    }

    /** Ends the run if nobody has, as the process ends. */
    void endUnclosed(RunEnd otherwise) {
        ProcessEnd process = lasting;
        end(process == null ? otherwise : process.when(otherwise));
    }

    private void end(RunEnd how) {
        if (end.get() == null) {
            phases.endAll(how.at());
        }
        if (end.compareAndSet(null, how)) {
            wake.run();
        }
    }

    /** How the run ended, as far as the caller is concerned; null while it goes on. */
    @Nullable
    RunEnd ending() {
        return end.get();
    }

    /** What is still to be found out. */
    Queue<Probe> probes() {
        return probes;
    }

    void awaitShipped(Duration atMost) {
        if (lasting != null) {
            return;
        }
        try {
            shipped.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Not confirmed in time: the journal has it, and the collector or a later one goes on.
        }
    }
}
