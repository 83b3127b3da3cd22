package dev.headwater.processor.detect;

import dev.headwater.event.RunEvent;
import dev.headwater.processor.detect.run.Heard;
import dev.headwater.processor.detect.run.RunSuite;
import dev.headwater.processor.detect.run.RunWatches;
import dev.headwater.processor.detect.run.Turn;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run under the eyes of all rules, without a broker and without state on disk: for logs that exist. The same points and
 * events in the same order give the findings that the processor gives. All methods return what is to be told, in order.
 */
public final class Inspection {

    private final Suite suite;
    private final RunWatches run;
    private final Budget budget;
    private final Map<SeriesName, Watched> watched = new HashMap<>();

    /** @param budget how many findings the run may raise */
    public Inspection(String runId, Suite suite, RunSuite runSuite, Budget budget) {
        this.suite = suite;
        this.run = runSuite.watch(runId);
        this.budget = budget;
    }

    /** Points that came together, of one rank. */
    public List<Finding> points(int rank, List<Heard> batch) {
        List<Finding> found = new ArrayList<>(0);
        long now = 0;
        for (Heard heard : batch) {
            Points points = heard.points();
            if (points.size() == 0) {
                continue;
            }
            now = Math.max(now, points.time(points.size() - 1));
            Watched at = watched.computeIfAbsent(heard.series(), fresh -> Watched.fresh(Series.begin(fresh)));
            for (Watch watch : at.watches(suite, now, found)) {
                watch.observe(at.series(), points, Origin.NONE, budget, now, found);
            }
            at.series().append(rank, points);
        }
        found.addAll(run.points(rank, batch, Origin.NONE, budget, now));
        return found;
    }

    public List<Finding> event(RunEvent event) {
        return run.event(event, Origin.NONE, budget, event.getOccurredAt().toEpochMilli());
    }

    public List<Finding> turn(Turn turn) {
        return run.turn(turn, budget, turn.time());
    }
}
