package dev.headwater.launcher.endtoend;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.PhaseLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.schemas.Columns;
import dev.headwater.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of a run, which numbers what it says; its clock goes on by a second with each event. */
final class ScriptedProcess {

    private final InMemoryProcessor processor;
    private final String runId;
    private final int rank;
    private final String bootId;
    private final Instant begin;
    private Duration waited = Duration.ZERO;
    private long events;
    private long metricPoints;
    private long hardwarePoints;

    ScriptedProcess(InMemoryProcessor processor, String runId, int rank, String bootId, Instant begin) {
        this.processor = processor;
        this.runId = runId;
        this.rank = rank;
        this.bootId = bootId;
        this.begin = begin;
    }

    String runId() {
        return runId;
    }

    Instant now() {
        return begin.plusSeconds(events).plus(waited);
    }

    /** Nothing is heard of it for that long by its own clock. */
    void waits(Duration time) {
        waited = waited.plus(time);
    }

    void say(Object payload) {
        Instant occurredAt = now();
        processor.send(Topic.RUN_EVENTS, runId, new RunEvent(runId, rank, bootId, events++, occurredAt, payload));
    }

    void phase(String id, String kind, long index, @Nullable String partOf, @Nullable String after, boolean ends) {
        say(PhaseLogged.newBuilder()
                .setId(id)
                .setKind(kind)
                .setIndex(index)
                .setPartOf(partOf)
                .setAfter(after)
                .setStartedAt(now())
                .setEndedAt(ends ? now().plusMillis(10) : null)
                .setFirstStep(10 * index)
                .setLastStep(ends ? 10 * index + 9 : null)
                .build());
    }

    void read(ArtifactKind kind, String name, String sha256) {
        say(artifact(ArtifactDirection.INPUT, kind, name, sha256).build());
    }

    void write(ArtifactKind kind, String name, String sha256, @Nullable String phase) {
        say(artifact(ArtifactDirection.OUTPUT, kind, name, sha256)
                .setPhase(phase)
                .build());
    }

    static ArtifactLogged.Builder artifact(ArtifactDirection direction, ArtifactKind kind, String name, String sha256) {
        return ArtifactLogged.newBuilder()
                .setDirection(direction)
                .setKind(kind)
                .setName(name)
                .setSha256(sha256);
    }

    /** Points of consecutive steps, a millisecond apart. */
    void metrics(String context, String name, long firstStep, double... values) {
        long[] steps = new long[values.length];
        long[] times = new long[values.length];
        Arrays.setAll(steps, i -> firstStep + i);
        Arrays.setAll(times, i -> now().toEpochMilli() + i);
        long first = metricPoints;
        metricPoints += values.length;
        MetricColumns columns = new MetricColumns(
                name,
                context,
                Columns.deltas(steps, steps.length),
                Columns.deltas(times, times.length),
                Columns.doubles(values, values.length));
        processor.send(
                Topic.METRICS,
                runId,
                new MetricBatch(runId, rank, bootId, first, metricPoints - 1, now(), List.of(columns)));
    }

    void hardware(String host, String device, String quantity, String unit, double... values) {
        long[] times = new long[values.length];
        Arrays.setAll(times, i -> now().toEpochMilli() + i);
        long first = hardwarePoints;
        hardwarePoints += values.length;
        HardwareColumns columns = new HardwareColumns(
                host,
                device,
                quantity,
                unit,
                Columns.deltas(times, times.length),
                Columns.doubles(values, values.length));
        processor.send(
                Topic.HARDWARE,
                runId,
                new HardwareBatch(runId, rank, bootId, first, hardwarePoints - 1, now(), List.of(columns)));
    }

    /** Points that it gave a sequence and that never arrive. */
    void losesMetrics(int points) {
        metricPoints += points;
    }

    void end(EndStatus status) {
        end(RunEnded.newBuilder().setStatus(status));
    }

    void end(RunEnded.Builder how) {
        say(how.setRunEvents(events + 1)
                .setMetricPoints(metricPoints)
                .setHardwarePoints(hardwarePoints)
                .build());
    }
}
