package dev.headwater.processor.detect;

import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.ConditionState;
import dev.headwater.processor.state.DetectorState;
import java.util.ArrayList;
import java.util.List;

/** The detectors in force. */
public final class Suite {

    private final List<Detector> detectors;

    Suite(List<Detector> detectors) {
        this.detectors = List.copyOf(detectors);
    }

    /** All detectors that ship with Headwater. A new one is a line here. */
    public static Suite standard() {
        return new Suite(List.of(
                new NonFinite(), //
                new LossSpike(),
                new Divergence()));
    }

    public List<Rule> rules() {
        return detectors.stream().map(Detector::rule).toList();
    }

    /** Fresh watches over a new series. */
    public List<Watch> watch(SeriesName series) {
        return resume(series, List.of());
    }

    /**
     * Watches that go on where they were. A detector that was not there, or in another version, starts afresh; its
     * findings count on.
     */
    public List<Watch> resume(SeriesName series, List<DetectorState> states) {
        List<Watch> watches = new ArrayList<>(detectors.size());
        for (Detector detector : detectors) {
            if (detector.watches(series)) {
                watches.add(resume(detector, states));
            }
        }
        return watches;
    }

    private static Watch resume(Detector detector, List<DetectorState> states) {
        for (DetectorState state : states) {
            if (state.getRule().equals(detector.rule().name())) {
                return Watch.resume(detector, state);
            }
        }
        return new Watch(
                detector,
                new double[detector.slots()],
                Condition.of(ConditionState.newBuilder().build()));
    }
}
