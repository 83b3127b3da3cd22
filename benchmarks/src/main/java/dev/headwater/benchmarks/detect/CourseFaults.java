package dev.headwater.benchmarks.detect;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.Heartbeat;
import dev.headwater.processor.detect.run.Turn;
import dev.headwater.processor.topology.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Faults of the course of a training: it falls silent, hangs, becomes slow, has a slow rank, writes no checkpoint. */
final class CourseFaults {

    /** The agent's default. */
    private static final long BEAT_MILLIS = 5_000;

    /** The processor looks for silent runs once a second. */
    private static final long TICK_MILLIS = 1_000;

    private static final int RANKS = 4;
    private static final int STEPS_APART = 7;
    private static final int STRAGGLER_STEPS = 200;
    private static final int CHECKPOINT_STEPS = 100;

    private CourseFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (int seconds : List.of(30, 120, 600)) {
            all.add(Fault.of(
                    "silent", seconds + " s", Set.of("heartbeat-lost"), (run, random) -> silent(run, seconds, random)));
        }
        for (int seconds : List.of(0, 300, 600, 1200, 3600)) {
            all.add(Fault.of(
                    "hanging-with-heartbeats",
                    seconds == 0 ? Fault.NONE : seconds + " s",
                    Set.of("training-stalled"),
                    (run, random) -> hanging(run, seconds, random)));
        }
        for (double factor : List.of(1.0, 1.1, 1.25, 1.3, 1.5, 2.0, 4.0)) {
            all.add(Fault.of("slower-steps", times(factor), Set.of("throughput-drop"), (run, random) -> {
                int from = Curves.place(run, Speedruns.TRAIN_LOSS, random);
                return Injected.of(
                        Curves.slower(run, from, factor), from, run.rows().size(), Speedruns.TRAIN_LOSS);
            }));
        }
        for (double factor : List.of(1.0, 1.05, 1.1, 1.25, 1.5, 2.0)) {
            all.add(Fault.of(
                    "straggler", times(factor), Set.of("straggler"), (run, random) -> straggler(run, factor, random)));
        }
        for (boolean declared : List.of(true, false)) {
            for (double intervals : List.of(1.0, 1.5, 2.0, 3.0)) {
                all.add(Fault.of(
                        "checkpoint-interval-" + (declared ? "declared" : "learned"),
                        intervals == 1 ? Fault.NONE : Curves.text(intervals) + " intervals",
                        Set.of("checkpoint-missing"),
                        (run, random) -> checkpoints(run, declared, intervals, random)));
            }
        }
        return all;
    }

    /** No sign of life any more. That a run is lost is concluded here as the processor does: lease, and a look a second. */
    private static Injected silent(LoggedRun run, int seconds, Random random) {
        Injected cut = cut(run, random);
        long lease =
                Math.max(Settings.DEFAULT.leaseFloor().toMillis(), Settings.DEFAULT.leaseHeartbeats() * BEAT_MILLIS);
        long noticed = lease + 1 + random.nextInt((int) TICK_MILLIS);
        if (noticed > seconds * 1000L) {
            return cut;
        }
        long heard = Examination.BEGIN.toEpochMilli() + cut.millis();
        return cut.with(List.of(
                new Aside(cut.row() + 1, cut.millis() + noticed, new Turn.Lost(Turn.WHOLE_RUN, heard, noticed))));
    }

    /** Heartbeats that say what was logged; then they go on, and no row comes. Without a fault all rows come. */
    private static Injected hanging(LoggedRun run, int seconds, Random random) {
        Injected cut = cut(run, random);
        if (seconds == 0) {
            Injected whole = Injected.of(run, cut.row(), run.rows().size(), Speedruns.TRAIN_LOSS);
            return whole.with(beats(run, 0));
        }
        return cut.with(beats(cut.run(), seconds * 1000L));
    }

    private static List<Aside> beats(LoggedRun run, long behind) {
        List<Aside> beats = new ArrayList<>();
        long at = BEAT_MILLIS;
        long points = 0;
        for (int i = 0; i < run.rows().size(); i++) {
            for (; at < run.rows().get(i).millis(); at += BEAT_MILLIS) {
                beats.add(new Aside(i, at, new Heartbeat(BEAT_MILLIS, points, 0L)));
            }
            points += run.rows().get(i).cells().length;
        }
        long last = run.rows().get(run.rows().size() - 1).millis();
        for (; at <= last + behind; at += BEAT_MILLIS) {
            beats.add(new Aside(run.rows().size(), at, new Heartbeat(BEAT_MILLIS, points, 0L)));
        }
        return beats;
    }

    private static Injected cut(LoggedRun run, Random random) {
        int last = Curves.place(run, Speedruns.TRAIN_LOSS, random);
        return Injected.of(run, last, last, Speedruns.TRAIN_LOSS);
    }

    /** Ranks have the step times of the same curve, some steps apart; one of them is slower. */
    private static Injected straggler(LoggedRun run, double factor, Random random) {
        List<LoggedRun.Row> timed = run.rows().stream()
                .filter(row -> Curves.has(row, Speedruns.STEP_TIME))
                .toList();
        int from = Curves.place(run.with(timed), Speedruns.STEP_TIME, random);
        int slow = random.nextInt(RANKS);
        List<LoggedRun.Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(timed.size(), from + STRAGGLER_STEPS); i++) {
            for (int rank = 0; rank < RANKS; rank++) {
                double took = LoggedRun.value(timed.get(Math.max(0, i - rank * STEPS_APART)), Speedruns.STEP_TIME);
                rows.add(ofRank(rank, timed.get(i), rank == slow && i >= from ? factor * took : took));
            }
        }
        return Injected.of(run.with(rows), RANKS * from, rows.size(), Speedruns.TRAIN_LOSS);
    }

    /** Rank 0 logs the loss as well. */
    private static LoggedRun.Row ofRank(int rank, LoggedRun.Row row, double took) {
        boolean first = rank == 0;
        double loss = LoggedRun.value(row, Speedruns.TRAIN_LOSS);
        return new LoggedRun.Row(
                rank,
                row.step(),
                row.millis(),
                LoggedRun.NO_EVALUATION,
                first ? new int[] {Speedruns.TRAIN_LOSS, Speedruns.STEP_TIME} : new int[] {Speedruns.STEP_TIME},
                first ? new double[] {loss, took} : new double[] {took});
    }

    /** A checkpoint each interval, but for one that comes late. The fault begins when it is due. */
    private static Injected checkpoints(LoggedRun run, boolean declared, double intervals, Random random) {
        long place =
                run.rows().get(Curves.place(run, Speedruns.TRAIN_LOSS, random)).step();
        long before = place / CHECKPOINT_STEPS * CHECKPOINT_STEPS;
        long late = before + Math.round(intervals * CHECKPOINT_STEPS);
        List<Aside> asides = new ArrayList<>();
        int due = 0;
        int last = 0;
        long next = CHECKPOINT_STEPS;
        for (int i = 0; i < run.rows().size(); i++) {
            LoggedRun.Row row = run.rows().get(i);
            due = row.step() <= before + CHECKPOINT_STEPS ? i : due;
            last = row.step() <= late + CHECKPOINT_STEPS ? i : last;
            if (row.step() > next) {
                asides.add(new Aside(i, row.millis(), checkpoint(next)));
                next = next == before ? late : next + CHECKPOINT_STEPS;
            }
        }
        Map<String, String> params = declared ? Map.of("save_steps", Integer.toString(CHECKPOINT_STEPS)) : Map.of();
        LoggedRun with = new LoggedRun(run.name(), run.family(), params, run.series(), run.rows());
        int until = last;
        return Injected.of(with, due, until, Speedruns.TRAIN_LOSS)
                .with(asides.stream().filter(aside -> aside.row() <= until).toList());
    }

    private static ArtifactLogged checkpoint(long step) {
        return ArtifactLogged.newBuilder()
                .setDirection(ArtifactDirection.OUTPUT)
                .setKind(ArtifactKind.CHECKPOINT)
                .setName("checkpoint-" + step)
                .setStep(step)
                .build();
    }

    private static String times(double factor) {
        return factor == 1 ? Fault.NONE : "x" + Curves.text(factor);
    }
}
