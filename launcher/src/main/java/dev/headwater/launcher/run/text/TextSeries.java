package dev.headwater.launcher.run.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives what a text says its steps, and keeps the number of series within bounds. The step is the one that is said; else
 * one more than the last of the series, from 0, but not less than the epoch that was last said. An epoch is a metric, too.
 */
final class TextSeries {

    private final int most;
    private final PointSink sink;
    private final Map<String, Long> lastSteps = new HashMap<>();
    private @Nullable Double epoch;
    private long points;
    private long leftOut;

    /** @param most series; points of further ones are counted only */
    TextSeries(int most, PointSink sink) {
        this.most = most;
        this.sink = sink;
    }

    synchronized void take(Said said) {
        if (said.epoch() != null) {
            epoch = said.epoch();
        }
        said.values().forEach((name, value) -> log(name, value, said.step()));
        if (said.epoch() != null && !said.values().isEmpty()) {
            log("epoch", said.epoch(), said.step());
        }
    }

    private void log(String name, double value, @Nullable Long said) {
        Long last = lastSteps.get(name);
        if (last == null && lastSteps.size() >= most) {
            leftOut++;
            return;
        }
        long step = said == null ? counted(last) : said;
        lastSteps.put(name, step);
        points++;
        int slash = name.indexOf('/');
        boolean hasContext = slash > 0 && slash < name.length() - 1;
        sink.log(
                hasContext ? name.substring(slash + 1) : name, hasContext ? name.substring(0, slash) : "", step, value);
    }

    private long counted(@Nullable Long last) {
        long next = last == null ? 0 : last + 1;
        return epoch == null ? next : Math.max(next, (long) Math.floor(epoch));
    }

    synchronized long points() {
        return points;
    }

    /** Points of series that were too many. */
    synchronized long leftOut() {
        return leftOut;
    }
}
