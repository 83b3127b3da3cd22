package dev.headwater.processor;

import dev.headwater.event.EndStatus;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.schemas.Columns;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A well-behaved guest in a training process: numbers what it says, without gaps. */
public final class Guest {

    public static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    public final String runId;
    public final int rank;
    public final String bootId;
    private long events;
    private long metricPoints;
    private long hardwarePoints;

    public Guest(String runId, int rank, String bootId) {
        this.runId = runId;
        this.rank = rank;
        this.bootId = bootId;
    }

    public Guest(String runId) {
        this(runId, 0, "boot-a");
    }

    /** An event, occurring so many seconds after the begin as events came before it. */
    public RunEvent says(Object payload) {
        long sequence = events++;
        return new RunEvent(runId, rank, bootId, sequence, BEGIN.plusSeconds(sequence), payload);
    }

    public RunEvent starts() {
        return says(start().build());
    }

    public static RunStarted.Builder start() {
        return RunStarted.newBuilder()
                .setExperiment("digits")
                .setName("first try")
                .setHost("node-7")
                .setUser("ada")
                .setCommandLine(List.of("java", "Train"))
                .setWorkingDirectory("/home/ada")
                .setCollector("headwater-agent")
                .setCollectorVersion("0.1.0");
    }

    public RunEvent beats(long intervalMillis) {
        return says(new Heartbeat(intervalMillis, metricPoints, hardwarePoints));
    }

    public RunEvent ends(EndStatus status) {
        return says(RunEnded.newBuilder()
                .setStatus(status)
                .setExitCode(status == EndStatus.FINISHED ? 0 : 1)
                .setRunEvents(events + 1)
                .setMetricPoints(metricPoints)
                .setHardwarePoints(hardwarePoints)
                .build());
    }

    /** A batch of one series; steps go on by one from firstStep, times by a second. */
    public MetricBatch logs(String context, String name, long firstStep, double... values) {
        return logs(columns(context, name, firstStep, values));
    }

    public MetricBatch logs(MetricColumns... series) {
        int points =
                Arrays.stream(series).mapToInt(one -> one.getValues().size()).sum();
        long first = metricPoints;
        metricPoints += points;
        return new MetricBatch(runId, rank, bootId, first, metricPoints - 1, BEGIN, Arrays.asList(series));
    }

    public static MetricColumns columns(String context, String name, long firstStep, double... values) {
        long[] steps = LongStream.range(firstStep, firstStep + values.length).toArray();
        long[] times = Arrays.stream(steps)
                .map(step -> BEGIN.toEpochMilli() + 1000 * step)
                .toArray();
        return new MetricColumns(
                name,
                context,
                Columns.deltas(steps, steps.length),
                Columns.deltas(times, times.length),
                Columns.doubles(values, values.length));
    }

    /** A batch of energy samples, each what was used since the one before. */
    public HardwareBatch uses(String host, String device, double... joules) {
        return samples(host, device, "energy", "J", joules);
    }

    public HardwareBatch samples(String host, String device, String quantity, double... values) {
        return samples(host, device, quantity, "1", values);
    }

    private HardwareBatch samples(String host, String device, String quantity, String unit, double... values) {
        long[] times = LongStream.range(0, values.length)
                .map(i -> BEGIN.toEpochMilli() + 1000 * i)
                .toArray();
        long first = hardwarePoints;
        hardwarePoints += values.length;
        HardwareColumns columns = new HardwareColumns(
                host,
                device,
                quantity,
                unit,
                Columns.deltas(times, times.length),
                Columns.doubles(values, values.length));
        return new HardwareBatch(runId, rank, bootId, first, hardwarePoints - 1, BEGIN, List.of(columns));
    }
}
