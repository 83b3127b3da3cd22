package dev.headwater.launcher.detect;

import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.launcher.Version;
import dev.headwater.launcher.replay.CsvLog;
import dev.headwater.launcher.replay.ReplayPlan;
import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Inspection;
import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.run.Heard;
import dev.headwater.processor.detect.run.Turn;
import dev.headwater.processor.detect.sibling.Portraits;
import dev.headwater.processor.lineage.LineageMapper;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run that exists as a log, told again from its start to its end, row by row. A log without times has a row a second, from
 * 1970 on.
 */
final class LoggedRun {

    private static final int LEADER = 0;

    private final ReplayPlan plan;
    private final CsvLog log;
    private final String runId;
    private final String experiment;
    private final Inspection inspection;
    private final Consumer<Finding> found;
    private RunState lineage;
    private long events;

    private LoggedRun(ReplayPlan plan, CsvLog log, String runId, Inspection inspection, Consumer<Finding> found) {
        this.plan = plan;
        this.log = log;
        this.runId = runId;
        this.experiment = plan.experiment().isEmpty() ? "default" : plan.experiment();
        this.inspection = inspection;
        this.found = found;
        this.lineage = LineageMapper.unknown(runId);
    }

    /**
     * @param runId what others call it, unlike that of any earlier run
     * @return the points that it has
     */
    static long tell(
            ReplayPlan plan, String runId, InForce rules, EarlierRuns earlier, Budget budget, Consumer<Finding> found) {
        CsvLog log = CsvLog.open(plan.csv(), plan.step(), plan.time());
        LoggedRun run =
                new LoggedRun(plan, log, runId, new Inspection(runId, rules.series(), rules.run(), budget), found);
        Portrait portrait = run.tell();
        earlier.compare(run.experiment, rules.siblings(), portrait, budget).forEach(found);
        return log.points();
    }

    /** @return how it was set up */
    private Portrait tell() {
        Instant begin = log.begin().orElse(Instant.EPOCH);
        event(
                begin,
                RunStarted.newBuilder()
                        .setExperiment(experiment)
                        .setName(plan.name().isEmpty() ? null : plan.name())
                        .setCollector("headwater-detect")
                        .setCollectorVersion(Version.text())
                        .build());
        if (!plan.params().isEmpty()) {
            event(begin, new ParamsLogged(new HashMap<>(plan.params())));
        }
        List<SeriesName> series = log.columns().stream()
                .map(column -> SeriesName.metric(runId, column.name(), column.context()))
                .toList();
        long last = readRows(series, begin.toEpochMilli());
        RunEvent ended = event(
                Instant.ofEpochMilli(last),
                RunEnded.newBuilder()
                        .setStatus(plan.status())
                        .setRunEvents(events + 1)
                        .setMetricPoints(log.points())
                        .setHardwarePoints(0)
                        .build());
        inspection.turn(new Turn.Settled(last)).forEach(found);
        return Portraits.of(lineage, ended);
    }

    /** @return time of the last row */
    private long readRows(List<SeriesName> series, long begin) {
        Rows reader = new Rows(series, begin);
        log.read(reader);
        return reader.time;
    }

    private final class Rows implements CsvLog.Points {
        private final List<SeriesName> series;
        private final long begin;
        private final List<Heard> row = new ArrayList<>();
        private long rows;
        private long time;

        Rows(List<SeriesName> series, long begin) {
            this.series = series;
            this.begin = begin;
            this.time = begin;
        }

        @Override
        public void point(int column, long step, long said, double value) {
            time = said == CsvLog.NO_TIME ? begin + 1000 * rows : said;
            row.add(new Heard(
                    series.get(column), Points.of(new long[] {step}, new long[] {time}, new double[] {value})));
        }

        @Override
        public void rowEnds() {
            rows++;
            inspection.points(LEADER, List.copyOf(row)).forEach(found);
            row.clear();
        }
    }

    private RunEvent event(Instant at, Object payload) {
        RunEvent event = new RunEvent(runId, LEADER, "boot", events++, at, payload);
        lineage = LineageMapper.apply(lineage, event).state();
        inspection.event(event).forEach(found);
        return event;
    }
}
