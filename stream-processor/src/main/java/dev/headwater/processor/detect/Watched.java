package dev.headwater.processor.detect;

import dev.headwater.processor.series.Series;
import dev.headwater.processor.state.DetectorState;
import dev.headwater.processor.state.SeriesState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series, and who watches it: whichever rules are in force. Of rules that are not any more, it is kept how many findings
 * they had, so that those of a rule which comes back count on.
 */
public final class Watched {

    /** Rules that are kept in mind after they were in force, at most. */
    private static final int RETIRED = 64;

    private final Series series;
    private @Nullable Suite suite;
    private List<Watch> watches = List.of();
    private List<DetectorState> others;

    private Watched(Series series, List<DetectorState> remembered) {
        this.series = series;
        this.others = remembered;
    }

    /** A series that nobody has watched. */
    public static Watched fresh(Series series) {
        return new Watched(series, List.of());
    }

    /** A series as it was stored; those who watch it go on where they were. */
    public static Watched of(Series series, List<DetectorState> remembered) {
        return new Watched(series, remembered);
    }

    public Series series() {
        return series;
    }

    /**
     * Those of these rules that watch the series. What rules have open that do not any more is over.
     *
     * @param now clock of the processor, milliseconds since 1970-01-01T00:00:00Z
     * @param found takes what is to be told
     */
    public List<Watch> watches(Suite inForce, long now, List<Finding> found) {
        if (suite != inForce) {
            List<DetectorState> before = detectors();
            watches = inForce.resume(series.name(), before);
            others = retired(before, now, found);
            suite = inForce;
        }
        return watches;
    }

    /** All of it, as it is stored. */
    public SeriesState state() {
        return series.state(detectors());
    }

    private List<DetectorState> detectors() {
        List<DetectorState> detectors = new ArrayList<>(watches.size() + others.size());
        for (Watch watch : watches) {
            detectors.add(watch.state());
        }
        detectors.addAll(others);
        return detectors;
    }

    private List<DetectorState> retired(List<DetectorState> before, long now, List<Finding> found) {
        List<DetectorState> retired = new ArrayList<>(0);
        for (DetectorState state : before) {
            boolean atWork =
                    watches.stream().anyMatch(watch -> watch.rule().name().equals(state.getRule()));
            if (atWork) {
                continue;
            }
            Condition condition = Condition.of(state.getCondition());
            condition
                    .retire(
                            new Rule(state.getRule(), state.getVersion(), state.getSettings(), ""),
                            Subject.of(series.name()),
                            now)
                    .ifPresent(found::add);
            if (retired.size() < RETIRED) {
                retired.add(DetectorState.newBuilder(state)
                        .setMemory(ByteBuffer.allocate(0))
                        .setCondition(condition.state())
                        .build());
            }
        }
        return retired;
    }
}
