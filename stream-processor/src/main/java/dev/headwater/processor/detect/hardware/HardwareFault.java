package dev.headwater.processor.detect.hardware;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Detector;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Thresholds;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/** A device counts a fault that it could not correct: an event, not statistics. */
public final class HardwareFault implements Detector {

    /*
     * Maintainer's note.
     *
     * Model: the quantities are counters of faults, told by their name: XID errors, ECC errors that were not corrected,
     * memory rows or pages that were taken out of use, lost devices. A value above the one before is a fault; the first
     * value is what the device brought along. A counter that goes down began anew. A fault is never over: what was
     * computed with it stays doubtful. Corrected ECC errors are left out, they are usual. Non-finite values are passed
     * over.
     *
     * The agent samples none of these yet; the rule is for those who send them as hardware samples of their own.
     *
     * Bounds: 2 doubles; per sample a comparison.
     *
     * References: OPT-175B chronicles (about 90 restarts for hardware), Llama 3 (419 stops in 54 days), NVIDIA's XID errors.
     */
    public static final RuleDefinition<Detector> DEFINITION = new RuleDefinition<>(
            "hardware-fault",
            1,
            true,
            "a device counts a fault that it could not correct, such as an XID or ECC error",
            List.of(),
            thresholds -> "No device counts a fault while the run lasts.",
            HardwareFault::new);

    private static final List<String> COUNTERS =
            List.of("xid", "ecc_uncorrected", "ecc_double_bit", "retired_pages", "remapped_rows", "device_lost");

    private static final int SEEN = 0;
    private static final int LAST = 1;
    private static final int SLOTS = 2;

    private final Rule rule;

    private HardwareFault(Rule rule, Thresholds thresholds) {
        this.rule = rule;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public boolean watches(SeriesName series) {
        String name = series.name().toLowerCase(Locale.ROOT);
        return series.hardware() && COUNTERS.stream().anyMatch(name::contains);
    }

    @Override
    public int slots() {
        return SLOTS;
    }

    @Override
    public Signal observe(double[] memory, Points points, int i) {
        double count = points.value(i);
        if (!Double.isFinite(count)) {
            return Signal.QUIET;
        }
        double last = memory[LAST];
        boolean more = memory[SEEN] != 0 && count > last;
        memory[SEEN] = 1;
        memory[LAST] = count;
        if (!more) {
            return Signal.QUIET;
        }
        return new Signal.Breach(
                Severity.CRITICAL,
                count - last,
                () -> String.format(Locale.ROOT, "went from %.0f to %.0f: a fault of the device", last, count));
    }
}
