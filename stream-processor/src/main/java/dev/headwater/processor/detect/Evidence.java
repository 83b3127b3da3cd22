package dev.headwater.processor.detect;

import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The points around a finding: those of the batch it was found in, and before them those the series still has at hand. */
public final class Evidence {

    /** Points that a finding opens with, at most. */
    static final int AT_OPENING = 16;

    /** Points that a finding shows in the end, at most. */
    static final int AT_MOST = 32;

    private final Points before;
    private final Points batch;

    private Evidence(Points before, Points batch) {
        this.before = before;
        this.batch = batch;
    }

    /** @param series the series before the batch is appended */
    static Evidence of(Series series, Points batch) {
        Points before = series.growing()
                .map(chunk -> chunk.points())
                .orElseGet(() -> Points.of(new long[0], new long[0], new double[0]));
        return new Evidence(before, batch);
    }

    /** The last points up to and including point i of the batch. */
    List<EvidencePoint> upTo(int i, int atMost) {
        List<EvidencePoint> points = new ArrayList<>(atMost);
        int fromBatch = Math.min(i + 1, atMost);
        int fromBefore = Math.min(before.size(), atMost - fromBatch);
        for (int k = before.size() - fromBefore; k < before.size(); k++) {
            points.add(point(before, k));
        }
        for (int k = i + 1 - fromBatch; k <= i; k++) {
            points.add(point(batch, k));
        }
        return points;
    }

    private static EvidencePoint point(Points points, int i) {
        Long step = points.hasSteps() ? points.step(i) : null;
        return new EvidencePoint(step, Instant.ofEpochMilli(points.time(i)), points.value(i));
    }
}
