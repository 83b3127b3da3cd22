package dev.headwater.processor.detect;

import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The points around a finding: those of the batch it was found in, and before them those the series still has at hand. */
final class Evidence {

    /** Points that a finding opens with, at most. */
    static final int AT_OPENING = 16;

    /** Points that a finding shows in the end, at most. */
    static final int AT_MOST = 32;

    private Evidence() {}

    /**
     * The last points up to and including point i of the batch.
     *
     * @param series the series before the batch is appended
     */
    static List<EvidencePoint> upTo(Series series, Points batch, int i) {
        List<EvidencePoint> points = new ArrayList<>(AT_OPENING);
        int fromBatch = Math.min(i + 1, AT_OPENING);
        if (fromBatch < AT_OPENING) {
            series.growing().ifPresent(chunk -> {
                Points before = chunk.points();
                int fromBefore = Math.min(before.size(), AT_OPENING - fromBatch);
                for (int k = before.size() - fromBefore; k < before.size(); k++) {
                    points.add(point(before, k));
                }
            });
        }
        for (int k = i + 1 - fromBatch; k <= i; k++) {
            points.add(point(batch, k));
        }
        return points;
    }

    private static EvidencePoint point(Points points, int i) {
        Long step = points.hasSteps() ? points.step(i) : null;
        return new EvidencePoint(step, Instant.ofEpochMilli(points.time(i)), points.value(i), null);
    }
}
