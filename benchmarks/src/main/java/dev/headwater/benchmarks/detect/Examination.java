package dev.headwater.benchmarks.detect;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.event.EndStatus;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Inspection;
import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.run.Heard;
import dev.headwater.processor.detect.run.Turn;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the rules see a logged run as it would have been seen live: it starts and says its parameters, beats once a minute,
 * goes on row by row, and ends with its last row. Logs do not say how a run ended, so all of them say
 * that they finished, those that died as well.
 */
final class Examination {

    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String RUN = "run";
    private static final long BEAT_MILLIS = 60_000;

    private final LoggedRun run;
    private final Inspection inspection;
    private final List<Alarm> alarms = new ArrayList<>();
    private long events;
    private long millis;
    private int row = -1;
    private int evaluations;
    private long points;
    private long nextBeat = BEAT_MILLIS;

    private Examination(LoggedRun run, InForce rules) {
        this.run = run;
        this.inspection = new Inspection(RUN, rules.series(), rules.run(), severity -> true);
    }

    /** All that is raised, and all that gets worse, in order. */
    static List<Alarm> of(LoggedRun run, InForce rules) {
        Examination examination = new Examination(run, rules);
        examination.examine();
        return examination.alarms;
    }

    /** The same of a run that does not end, and of what happens between its rows. */
    static List<Alarm> of(LoggedRun run, List<Aside> asides, InForce rules) {
        Examination examination = new Examination(run, rules);
        examination.begin();
        examination.beatUntil(run.rows().isEmpty() ? 0 : run.rows().get(0).millis());
        examination.goOn(asides, false);
        return examination.alarms;
    }

    private void examine() {
        begin();
        goOn(List.of(), true);
        end();
    }

    private void begin() {
        event(
                0,
                RunStarted.newBuilder()
                        .setExperiment(run.family())
                        .setName(run.name())
                        .setCollector("log")
                        .setCollectorVersion("1")
                        .build());
        if (!run.params().isEmpty()) {
            Map<String, Object> params = new HashMap<>();
            run.params().forEach((name, value) -> params.put(name, scalar(value)));
            event(0, new ParamsLogged(params));
        }
    }

    private void beatUntil(long then) {
        for (; nextBeat < then; nextBeat += BEAT_MILLIS) {
            event(nextBeat, new Heartbeat(BEAT_MILLIS, points, 0L));
        }
    }

    private void goOn(List<Aside> asides, boolean beats) {
        int next = 0;
        for (LoggedRun.Row each : run.rows()) {
            for (; next < asides.size() && asides.get(next).row() <= row + 1; next++) {
                aside(asides.get(next));
            }
            if (beats) {
                beatUntil(each.millis());
            }
            row++;
            points += each.cells().length;
            millis = each.millis();
            evaluations += each.evaluation() >= 0 ? 1 : 0;
            tell(inspection.points(each.rank(), heard(each)), each.step());
        }
        asides.subList(next, asides.size()).forEach(this::aside);
    }

    private void aside(Aside aside) {
        if (aside.said() instanceof Turn turn) {
            millis = aside.millis();
            tell(inspection.turn(turn), step());
        } else {
            event(aside.millis(), aside.said());
        }
    }

    private void end() {
        long last = 0;
        for (LoggedRun.Row each : run.rows()) {
            last = Math.max(last, each.millis());
        }
        event(
                last,
                RunEnded.newBuilder()
                        .setStatus(EndStatus.FINISHED)
                        .setRunEvents(events + 1)
                        .setMetricPoints(points)
                        .setHardwarePoints(0)
                        .build());
        tell(inspection.turn(new Turn.Settled(BEGIN.toEpochMilli() + last)), step());
    }

    private List<Heard> heard(LoggedRun.Row each) {
        List<Heard> heard = new ArrayList<>(each.cells().length);
        for (int k = 0; k < each.cells().length; k++) {
            SeriesName series = run.series().get(each.cells()[k]);
            heard.add(new Heard(
                    series,
                    Points.of(
                            series.hardware() ? new long[0] : new long[] {each.step()},
                            new long[] {BEGIN.toEpochMilli() + each.millis()},
                            new double[] {each.values()[k]})));
        }
        return heard;
    }

    private void event(long at, Object payload) {
        millis = at;
        tell(inspection.event(new RunEvent(RUN, 0, "boot", events++, BEGIN.plusMillis(at), payload)), step());
    }

    private long step() {
        return row < 0 ? 0 : run.rows().get(row).step();
    }

    private void tell(List<Finding> findings, long step) {
        for (Finding finding : findings) {
            if (finding.state() != AnomalyState.RESOLVED) {
                alarms.add(new Alarm(
                        finding.rule().name(),
                        finding.severity(),
                        finding.subject().withinRun() + "#" + finding.ordinal(),
                        step,
                        millis,
                        row,
                        evaluations,
                        finding.message()));
            }
        }
    }

    private static Object scalar(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
