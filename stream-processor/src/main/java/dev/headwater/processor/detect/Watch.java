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

    Watch(Detector detector, double[] memory, Condition condition) {
        this.detector = detector;
        this.memory = memory;
        this.condition = condition;
    }

    static Watch resume(Detector detector, DetectorState state) {
        double[] memory = new double[detector.slots()];
        ByteBuffer bytes = state.getMemory();
        boolean sameRule =
                state.getVersion() == detector.rule().version() && bytes.remaining() == memory.length * Double.BYTES;
        if (sameRule) {
            bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(memory);
        }
        Condition condition = Condition.of(state.getCondition());
        return new Watch(detector, memory, sameRule ? condition : condition.abandoned());
    }

    public DetectorState state() {
        ByteBuffer bytes = ByteBuffer.allocate(memory.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(memory);
        return new DetectorState(detector.rule().name(), detector.rule().version(), bytes, condition.state());
    }

    public Rule rule() {
        return detector.rule();
    }

    /**
     * Looks at points that are about to be appended to the series.
     *
     * @param now clock of the processor, milliseconds since 1970-01-01T00:00:00Z
     * @param found takes what is to be told
     */
    public void observe(Series series, Points points, Budget budget, long now, List<Finding> found) {
        Evidence evidence = null;
        for (int i = 0; i < points.size(); i++) {
            Signal signal = detector.observe(memory, points.value(i));
            if (signal instanceof Signal.Breach breach) {
                evidence = evidence == null ? Evidence.of(series, points) : evidence;
                condition
                        .breach(detector.rule(), series.name(), breach, points, i, evidence, budget, now)
                        .ifPresent(found::add);
            } else if (signal instanceof Signal.Calm) {
                condition.calm(detector.rule(), series.name(), points, i, now).ifPresent(found::add);
            }
        }
    }
}
