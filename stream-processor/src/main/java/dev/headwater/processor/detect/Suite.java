package dev.headwater.processor.detect;

import dev.headwater.processor.detect.gradient.GradientPrecursor;
import dev.headwater.processor.detect.gradient.UpdateRatio;
import dev.headwater.processor.detect.gradient.VanishingGradient;
import dev.headwater.processor.detect.hardware.GpuIdle;
import dev.headwater.processor.detect.hardware.HardwareAnomaly;
import dev.headwater.processor.detect.hardware.HardwareFault;
import dev.headwater.processor.detect.hardware.MemoryLeak;
import dev.headwater.processor.detect.loss.Divergence;
import dev.headwater.processor.detect.loss.EvaluationDivergence;
import dev.headwater.processor.detect.loss.LlmFoundrySpike;
import dev.headwater.processor.detect.loss.LossSpike;
import dev.headwater.processor.detect.loss.Overtraining;
import dev.headwater.processor.detect.loss.Plateau;
import dev.headwater.processor.detect.throughput.StepOutlier;
import dev.headwater.processor.detect.throughput.ThroughputDrop;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.DetectorState;
import java.util.ArrayList;
import java.util.List;

/** The detectors in force. */
public final class Suite {

    /** The rules over one series that ship with Headwater. A new one is a line here. */
    public static final List<RuleDefinition<Detector>> DEFINITIONS = List.of(
            NonFinite.DEFINITION,
            LossSpike.DEFINITION,
            LlmFoundrySpike.DEFINITION,
            Divergence.DEFINITION,
            EvaluationDivergence.DEFINITION,
            Plateau.DEFINITION,
            Overtraining.DEFINITION,
            GradientPrecursor.DEFINITION,
            VanishingGradient.DEFINITION,
            UpdateRatio.DEFINITION,
            StepOutlier.DEFINITION,
            ThroughputDrop.DEFINITION,
            GpuIdle.DEFINITION,
            MemoryLeak.DEFINITION,
            HardwareFault.DEFINITION,
            HardwareAnomaly.DEFINITION);

    private final List<Detector> detectors;

    public Suite(List<Detector> detectors) {
        this.detectors = List.copyOf(detectors);
    }

    /** All rules that are in force unless an operator says otherwise, with the thresholds that ship. */
    public static Suite standard() {
        return new Suite(DEFINITIONS.stream()
                .filter(RuleDefinition::enabled)
                .map(RuleDefinition::standard)
                .toList());
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
                watches.add(resume(detector.on(series), states));
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
        return Watch.fresh(detector);
    }
}
