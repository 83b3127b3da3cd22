package dev.headwater.agent;

import dev.headwater.agent.capture.Probe;
import dev.headwater.agent.hardware.Gauge;
import dev.headwater.agent.hardware.Sampling;
import dev.headwater.agent.journal.Mark;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.journal.Series;
import dev.headwater.agent.logging.LateLogger;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.PointsThinned;
import dev.headwater.event.RunEnded;
import dev.headwater.schemas.Topic;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the collector's thread does for one run: samples, heartbeats, probes, and the end when all is said. */
final class RunDuty {

    private static final Logger LOG = new LateLogger();
    private static final int MOST_FAILURES = 3;
    private static final long THINNED_NANOS = 1_000_000_000L;

    private final LiveRun run;
    private final Sampling sampling;
    private final long heartbeatMillis;
    private final Map<Series, Long> thinnedSaid = new HashMap<>();
    private long heartbeatDue;
    private long heartbeatEnd;
    private long thinnedDue;
    private long thinnedEnd;
    private int failures;
    private boolean sampledLast;
    private boolean endWritten;

    /**
     * @param heartbeatMillis 0 for no heartbeats
     */
    RunDuty(LiveRun run, Sampling sampling, long heartbeatMillis, long nowNanos) {
        this.run = run;
        this.sampling = sampling;
        this.heartbeatMillis = heartbeatMillis;
        this.heartbeatDue = nowNanos + heartbeatMillis * 1_000_000L;
        this.thinnedDue = nowNanos + THINNED_NANOS;
    }

    LiveRun run() {
        return run;
    }

    /** Whether nothing is left to do here; shipping may still go on. */
    boolean done() {
        return endWritten || failures >= MOST_FAILURES;
    }

    /** A round came to nothing, such as when the journal's disk has failed; after some the run is given up. */
    void failed() {
        failures++;
        if (done()) {
            run.giveUp();
        }
    }

    /**
     * @param probeUntil when to stop finding things out in this round, of {@link System#nanoTime()}
     * @param urgent true when the process is about to end: probes are abandoned
     * @return how much was done
     */
    int doWork(long nowNanos, long probeUntil, boolean urgent) {
        if (done()) {
            return 0;
        }
        RunEnd how = run.ending();
        if (how == null) {
            if (sampling.due(nowNanos)) {
                sampling.sample(nowNanos, gauge());
            }
            beat(nowNanos);
            if (nowNanos - thinnedDue >= 0) {
                thinnedDue = nowNanos + THINNED_NANOS;
                sayThinnedUnlessWaiting();
            }
        }
        if (how != null && !sampledLast) {
            sampledLast = true;
            sampling.last(nowNanos, gauge());
            sampling.close();
        }
        int work = probe(probeUntil, urgent);
        if (how != null && run.probes().isEmpty()) {
            work += writeEnd(how, urgent);
        }
        failures = 0;
        return work;
    }

    private Gauge gauge() {
        long now = run.clock().millis();
        return (device, quantity, unit, value) ->
                run.resource(device, quantity, unit).log(value, now);
    }

    private void beat(long nowNanos) {
        if (heartbeatMillis == 0 || nowNanos - heartbeatDue < 0) {
            return;
        }
        heartbeatDue = nowNanos + heartbeatMillis * 1_000_000L;
        RunJournal journal = run.journal();
        if (journal.events().confirmedPosition() < heartbeatEnd) {
            // The last one has not arrived; while the broker is away they would only pile up.
            return;
        }
        Mark points = journal.points().mark();
        run.write(
                run.clock().instant(),
                Heartbeat.newBuilder()
                        .setIntervalMillis(heartbeatMillis)
                        .setMetricPoints(points.first())
                        .setHardwarePoints(points.second())
                        .build());
        heartbeatEnd = journal.events().end().position();
    }

    private int probe(long until, boolean urgent) {
        int work = 0;
        for (Probe probe : run.probes()) {
            Probe.Progress progress = Probe.Progress.MORE;
            try {
                while (progress == Probe.Progress.MORE && System.nanoTime() - until < 0) {
                    progress = probe.advance();
                    work += progress == Probe.Progress.WAITING ? 0 : 1;
                }
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "Headwater cannot find out something about a run and leaves it out", e);
                abandon(probe);
                progress = Probe.Progress.DONE;
            }
            if (progress != Probe.Progress.DONE && urgent) {
                abandon(probe);
                progress = Probe.Progress.DONE;
            }
            if (progress == Probe.Progress.DONE) {
                run.probes().remove(probe);
            }
        }
        return work;
    }

    private static void abandon(Probe probe) {
        try {
            probe.abandon();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "could not say what is known so far", e);
        }
    }

    private int writeEnd(RunEnd how, boolean urgent) {
        RunJournal journal = run.journal();
        journal.sealPoints();
        Optional<Mark> points = journal.points().finalEnd();
        if (points.isEmpty()) {
            // Some thread is in the middle of its last log call.
            return 0;
        }
        long thinned = sayThinned();
        endWritten = run.writeLast(
                how.at(),
                urgent,
                eventsBefore -> RunEnded.newBuilder()
                        .setStatus(how.status())
                        .setExitCode(how.exitCode())
                        .setErrorType(how.errorType())
                        .setErrorMessage(how.errorMessage())
                        .setRunEvents(eventsBefore + 1)
                        .setMetricPoints(points.get().first())
                        .setHardwarePoints(points.get().second())
                        .setPointsThinned(thinned)
                        .build());
        return endWritten ? 1 : 0;
    }

    /** While the broker is away the counts would only pile up; the last ones are said at the end in any case. */
    private void sayThinnedUnlessWaiting() {
        RunJournal journal = run.journal();
        if (journal.events().confirmedPosition() >= thinnedEnd) {
            sayThinned();
            thinnedEnd = journal.events().end().position();
        }
    }

    private long sayThinned() {
        long total = 0;
        for (Series series : run.journal().series()) {
            long thinned = series.thinned();
            total += thinned;
            if (thinned > 0 && !Long.valueOf(thinned).equals(thinnedSaid.put(series, thinned))) {
                Topic topic = series.kind() == Series.Kind.METRIC ? Topic.METRICS : Topic.HARDWARE;
                run.write(
                        run.clock().instant(),
                        PointsThinned.newBuilder()
                                .setTopic(topic.topicName())
                                .setName(series.name())
                                .setContext(series.context())
                                .setCount(thinned)
                                .build());
            }
        }
        return total;
    }
}
