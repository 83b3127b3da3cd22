package dev.headwater.processor.detect;

import dev.headwater.processor.series.Series;
import dev.headwater.processor.state.DetectorState;
import dev.headwater.processor.state.SeriesState;
import java.util.ArrayList;
import java.util.List;

/** A series, and who watches it. */
public record Watched(Series series, List<Watch> watches) {

    /** All of it, as it is stored. */
    public SeriesState state() {
        List<DetectorState> detectors = new ArrayList<>(watches.size());
        for (Watch watch : watches) {
            detectors.add(watch.state());
        }
        return series.state(detectors);
    }
}
