package dev.headwater.sink.export;

import dev.headwater.sink.graph.GraphReader;
import dev.headwater.sink.graph.LastHeard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which runs an export has, in the order in which it has them. */
final class Runs {

    /** So many at a time: a query takes them all, and what they say mostly fits into memory. */
    static final int TOGETHER = 200;

    private Runs() {}

    /** @throws NothingToExport when the graph does not have a run or experiment that is asked for */
    static List<String> of(Extent extent, GraphReader graph) throws NothingToExport {
        List<String> runs = new ArrayList<>(selected(extent, graph));
        if (extent.since().isPresent()) {
            Instant since = extent.since().get();
            List<String> heard = new ArrayList<>();
            for (List<String> group : groups(runs, TOGETHER)) {
                for (LastHeard run : graph.lastHeard(group)) {
                    if (!run.at().isBefore(since)) {
                        heard.add(run.runId());
                    }
                }
            }
            runs = heard;
        }
        runs.sort(null);
        return runs;
    }

    private static List<String> selected(Extent extent, GraphReader graph) throws NothingToExport {
        if (extent.selection() instanceof Selection.Runs wanted) {
            List<String> known = graph.known(wanted.runIds());
            List<String> unknown =
                    wanted.runIds().stream().filter(run -> !known.contains(run)).toList();
            if (!unknown.isEmpty()) {
                throw new NothingToExport("the graph has no run " + String.join(", ", unknown));
            }
            return known;
        } else if (extent.selection() instanceof Selection.Experiment experiment) {
            List<String> runs = graph.runsOf(experiment.name());
            if (runs.isEmpty()) {
                throw new NothingToExport("the graph has no run of experiment " + experiment.name());
            }
            return runs;
        }
        List<String> all = new ArrayList<>(graph.runs());
        if (extent.isEverything()) {
            all.addAll(graph.strangers());
        }
        return all;
    }

    /** The runs, some at a time. */
    static List<List<String>> groups(List<String> runs, int together) {
        List<List<String>> groups = new ArrayList<>();
        for (int i = 0; i < runs.size(); i += together) {
            groups.add(runs.subList(i, Math.min(runs.size(), i + together)));
        }
        return groups;
    }
}
