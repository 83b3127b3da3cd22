package dev.headwater.processor.detect.run;

import dev.headwater.processor.series.SeriesName;
import java.util.regex.Pattern;

/** Which hardware series are those of GPUs, and which GPU it is. */
final class Gpus {

    /** GPUs of a host that a rule looks at. */
    static final int MOST = 16;

    /** Mean utilization over ten seconds that shows that the run works on a GPU, rather than that it is there. */
    static final double WORKS = 0.3;

    private static final Pattern NAME = Pattern.compile("(amd)?gpu\\d+");

    private Gpus() {}

    static boolean is(SeriesName series, String quantity) {
        return is(series) && series.name().equals(quantity);
    }

    static boolean is(SeriesName series) {
        return series.hardware() && NAME.matcher(series.context()).matches();
    }

    /**
     * Number of the series among those that a rule has met on its host; -1 when there is no room for it.
     *
     * @param known where in the memory their number is kept
     */
    static int index(RunScene scene, SeriesName series, double[] memory, int known) {
        for (int index = 0; index < memory[known]; index++) {
            if (scene.text(series.host() + "|" + index).equals(series.context())) {
                return index;
            }
        }
        if (memory[known] == MOST) {
            return -1;
        }
        int index = (int) memory[known]++;
        scene.remember(series.host() + "|" + index, series.context());
        return index;
    }
}
