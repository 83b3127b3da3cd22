package dev.headwater.processor.detect.run;

import dev.headwater.event.RunEvent;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run says, in the order of saying it, to be played to one rule in batches of any size. */
final class RunScript {

    static final long BEGIN = 1_760_000_000_000L;

    private record Point(int rank, SeriesName series, long step, long time, double value) {}

    private final List<Object> lines = new ArrayList<>();
    private long time = BEGIN;
    private long sequence;

    RunScript later(long millis) {
        time += millis;
        return this;
    }

    RunScript metric(String context, String name, long step, double value) {
        return rank(0, context, name, step, value);
    }

    RunScript rank(int rank, String context, String name, long step, double value) {
        lines.add(new Point(rank, SeriesName.metric("r", name, context), step, time, value));
        return this;
    }

    RunScript hardware(String device, String quantity, double value) {
        String id = "resource:r/h/" + device + "/" + quantity;
        lines.add(new Point(0, new SeriesName(id, true, quantity, device, "h", "1"), 0, time, value));
        return this;
    }

    RunScript event(Object payload) {
        lines.add(new RunEvent("r", 0, "boot", sequence++, Instant.ofEpochMilli(time), payload));
        return this;
    }

    RunScript settled() {
        lines.add(new Turn.Settled(time));
        return this;
    }

    RunScript lost(int rank, long silentMillis) {
        lines.add(new Turn.Lost(rank, time, silentMillis));
        return this;
    }

    RunScript heardAgain(int rank) {
        lines.add(new Turn.HeardAgain(rank, time));
        return this;
    }

    /** In batches of this many points, with the state stored after each. */
    List<Finding> played(RuleDefinition<RunDetector> rule, int batch) {
        RunSuite suite = new RunSuite(List.of(rule.standard()));
        RunWatches watches = suite.watch("r");
        List<Finding> found = new ArrayList<>();
        List<Point> waiting = new ArrayList<>();
        for (Object line : lines) {
            if (line instanceof Point point) {
                boolean other = !waiting.isEmpty() && waiting.get(0).rank() != point.rank();
                if (waiting.size() == batch || other) {
                    found.addAll(send(watches, waiting));
                    watches = suite.resume("r", watches.state());
                }
                waiting.add(point);
                continue;
            }
            found.addAll(send(watches, waiting));
            found.addAll(
                    line instanceof RunEvent event
                            ? watches.event(event, Origin.NONE, severity -> true, 0)
                            : watches.turn((Turn) line, severity -> true, 0));
            watches = suite.resume("r", watches.state());
        }
        found.addAll(send(watches, waiting));
        return found;
    }

    List<Finding> played(RuleDefinition<RunDetector> rule) {
        return played(rule, 64);
    }

    private static List<Finding> send(RunWatches watches, List<Point> waiting) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        Map<SeriesName, List<Point>> columns = new LinkedHashMap<>();
        waiting.forEach(point -> columns.computeIfAbsent(point.series(), any -> new ArrayList<>())
                .add(point));
        List<Heard> batch = new ArrayList<>();
        columns.forEach((series, points) -> batch.add(new Heard(
                series,
                Points.of(
                        series.hardware()
                                ? new long[0]
                                : points.stream().mapToLong(Point::step).toArray(),
                        points.stream().mapToLong(Point::time).toArray(),
                        points.stream().mapToDouble(Point::value).toArray()))));
        int rank = waiting.get(0).rank();
        waiting.clear();
        return watches.points(rank, batch, Origin.NONE, severity -> true, 0);
    }
}
