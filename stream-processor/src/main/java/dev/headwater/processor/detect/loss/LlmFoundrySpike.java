package dev.headwater.processor.detect.loss;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.LossLike;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.detect.Window;
import dev.headwater.processor.detect.run.Split;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** The loss-spike rule of LLM Foundry, for those who know it: several losses in a row far above the running mean. */
public final class LlmFoundrySpike implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: that of the callback KillLossSpike. Once the window is full, a loss of at least multiplier times the mean of
     * the window is an outlier; more than patience outliers in a row are a spike. If at least two windows of losses were
     * seen, and half the window is above the cap, the loss is persistently high. Every loss enters the window after it
     * was compared, outliers too. What differs: non-finite losses are passed over; it goes on after a finding.
     *
     * It ships switched off: its window makes it blind for the first 100 points, and a loss of 10 is high for a language
     * model in nats only.
     *
     * Bounds: 4 + window doubles; per point a sum over the window.
     *
     * References: mosaicml/llm-foundry, llmfoundry/callbacks/kill_loss_spike_callback.py, whose defaults these are.
     */
    private static final Threshold WINDOW =
            Threshold.count("window", 100, 2, 1000, "losses that the running mean is over; as in LLM Foundry");
    private static final Threshold MULTIPLIER =
            Threshold.of("multiplier", 2, 1, 1000, "times the running mean; as in LLM Foundry");
    private static final Threshold PATIENCE = Threshold.count(
            "patience", 4, 0, 1000, "outliers in a row that are borne, so that 5 are a spike; as in LLM Foundry");
    private static final Threshold CAP = Threshold.of(
            "cap", 10, 0, Double.MAX_VALUE, "loss above which half the window is too much; as in LLM Foundry");

    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "llm-foundry-loss-spike",
            1,
            false,
            "the loss-spike rule of LLM Foundry: losses in a row over twice the running mean, or lastingly over 10",
            List.of(WINDOW, MULTIPLIER, PATIENCE, CAP),
            thresholds -> "At most " + thresholds.count(PATIENCE) + " losses in a row are "
                    + Threshold.text(thresholds.get(MULTIPLIER)) + " times the mean of the last "
                    + thresholds.count(WINDOW) + ", and less than half of those are above "
                    + Threshold.text(thresholds.get(CAP)) + ".",
            LlmFoundrySpike::new);

    private static final int OUTLIERS = 0;
    private static final int OPEN = 1;
    private static final int RING = 2;

    private final Rule rule;
    private final Window window;
    private final double multiplier;
    private final int patience;
    private final double cap;

    private LlmFoundrySpike(Rule rule, Thresholds thresholds) {
        this.rule = rule;
        this.window = new Window(RING, thresholds.count(WINDOW));
        this.multiplier = thresholds.get(MULTIPLIER);
        this.patience = thresholds.count(PATIENCE);
        this.cap = thresholds.get(CAP);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        return LossLike.is(series) && Split.of(series).role() != Split.Role.EVALUATION;
    }

    @Override
    public int slots() {
        return RING + window.slots();
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double loss = points.value(i);
        if (!Double.isFinite(loss)) {
            return Signal.QUIET;
        }
        if (!window.full(memory)) {
            window.add(memory, loss);
            return Signal.QUIET;
        }
        double mean = window.mean(memory);
        memory[OUTLIERS] = loss >= multiplier * mean ? memory[OUTLIERS] + 1 : 0;
        boolean spike = memory[OUTLIERS] > patience;
        boolean high = window.count(memory) >= 2.0 * window.size() && window.above(memory, cap) >= window.size() / 2.0;
        window.add(memory, loss);
        if (!spike && !high) {
            boolean wasOpen = memory[OPEN] != 0;
            memory[OPEN] = 0;
            return wasOpen ? Signal.CALM : Signal.QUIET;
        }
        memory[OPEN] = 1;
        int outliers = (int) memory[OUTLIERS];
        return new Signal.Breach(
                Severity.WARNING,
                loss / mean,
                () -> spike
                        ? String.format(
                                Locale.ROOT,
                                "is %.4g, the %dth in a row of at least %s times the running mean, now %.4g,",
                                loss,
                                outliers,
                                Threshold.text(multiplier),
                                mean)
                        : String.format(
                                Locale.ROOT,
                                "is above %s in at least half of the last %d points,",
                                Threshold.text(cap),
                                window.size()));
    }
}
