package dev.headwater.processor.detect;

import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.state.DetectorState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** One detector at work on one series. */
public final class Watch {

    private final Detector detector;
    private final double[] memory;
    private final Condition condition;
    /** Whether the condition is that of another version of the rule, or of other thresholds. */
    private boolean superseded;

    Watch(Detector detector, double[] memory, Condition condition, boolean superseded) {
        this.detector = detector;
        this.memory = memory;
        this.condition = condition;
        this.superseded = superseded;
    }

    static Watch fresh(Detector detector) {
        return new Watch(detector, new double[detector.slots()], Condition.fresh(), false);
    }

    /** Goes on where it was; another version of the rule, or other thresholds, start afresh. */
    static Watch resume(Detector detector, DetectorState state) {
        double[] memory = new double[detector.slots()];
        ByteBuffer bytes = state.getMemory();
        boolean sameRule = state.getVersion() == detector.rule().version()
                && state.getSettings().equals(detector.rule().settings())
                && bytes.remaining() == memory.length * Double.BYTES;
        if (sameRule) {
            bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(memory);
        }
        return new Watch(detector, memory, Condition.of(state.getCondition()), !sameRule);
    }

    public DetectorState state() {
        ByteBuffer bytes = ByteBuffer.allocate(memory.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(memory);
        Rule rule = detector.rule();
        return new DetectorState(rule.name(), rule.version(), rule.settings(), bytes, condition.state());
    }

    public Rule rule() {
        return detector.rule();
    }

    /**
     * Looks at points that are about to be appended to the series.
     *
     * @param origin record that brought the points
     * @param now clock of the processor, milliseconds since 1970-01-01T00:00:00Z
     * @param found takes what is to be told
     */
    public void observe(Series series, Points points, Origin origin, Budget budget, long now, List<Finding> found) {
        if (superseded) {
            superseded = false;
            condition.supersede(detector.rule(), Subject.of(series.name()), now).ifPresent(found::add);
        }
        for (int i = 0; i < points.size(); i++) {
            Signal signal = detector.observe(memory, points, i);
            if (signal == Signal.QUIET) {
                continue;
            }
            int at = i;
            Subject subject = Subject.of(series.name());
            Occurrence occurrence = Occurrence.of(points, i, origin);
            if (signal instanceof Signal.Breach breach) {
                condition
                        .breach(
                                detector.rule(),
                                subject,
                                breach,
                                occurrence,
                                () -> Evidence.upTo(series, points, at),
                                budget,
                                now)
                        .ifPresent(found::add);
            } else if (signal instanceof Signal.Calm) {
                condition.calm(detector.rule(), subject, occurrence, now).ifPresent(found::add);
            }
        }
    }
}
