package dev.headwater.processor.detect.gradient;

import dev.headwater.processor.series.SeriesName;
import java.util.Locale;

/** Which metrics tell of gradients, by their names: there is no other sign. */
final class Gradients {

    private Gradients() {}

    /**
     * The norm of all gradients of a model together, such as {@code grad_norm}, {@code train/gradient_norm} or {@code
     * l2_norm/grad/global}. Norms of single layers end with the name of the layer, as in {@code grad_norm/layer1}.
     */
    static boolean isNorm(SeriesName series) {
        if (series.hardware()) {
            return false;
        }
        String name = series.name().toLowerCase(Locale.ROOT);
        String last = name.substring(name.lastIndexOf('/') + 1);
        boolean whole = last.equals("global") || last.equals("total") || last.equals("all");
        String says = whole ? name : last;
        return says.equals("gnorm") || says.contains("grad") && says.contains("norm");
    }

    /** The size of an update of weights over that of the weights, not its logarithm. */
    static boolean isUpdateRatio(SeriesName series) {
        if (series.hardware()) {
            return false;
        }
        String name = series.name().toLowerCase(Locale.ROOT);
        return name.contains("update") && (name.contains("ratio") || name.contains("weight")) && !name.contains("log");
    }
}
