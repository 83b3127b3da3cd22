package dev.headwater.processor.detect;

import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.processor.state.ConditionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Points of evidence as the columns in which they are stored. */
final class EvidenceColumns {

    private EvidenceColumns() {}

    static List<EvidencePoint> points(ConditionState state) {
        List<EvidencePoint> points = new ArrayList<>(state.getEvidenceValues().size());
        for (int i = 0; i < state.getEvidenceValues().size(); i++) {
            String series = i < state.getEvidenceSeries().size()
                    ? state.getEvidenceSeries().get(i)
                    : "";
            points.add(new EvidencePoint(
                    state.getHasStep() ? state.getEvidenceSteps().get(i) : null,
                    Instant.ofEpochMilli(state.getEvidenceTimes().get(i)),
                    state.getEvidenceValues().get(i),
                    series.isEmpty() ? null : series));
        }
        return points;
    }

    static void write(List<EvidencePoint> points, ConditionState.Builder state) {
        List<Long> steps = new ArrayList<>(points.size());
        List<Long> times = new ArrayList<>(points.size());
        List<Double> values = new ArrayList<>(points.size());
        List<String> series = new ArrayList<>(points.size());
        for (EvidencePoint point : points) {
            steps.add(point.getStep() == null ? 0L : point.getStep());
            times.add(point.getTime().toEpochMilli());
            values.add(point.getValue());
            series.add(point.getSeries() == null ? "" : point.getSeries());
        }
        state.setEvidenceSteps(steps)
                .setEvidenceTimes(times)
                .setEvidenceValues(values)
                .setEvidenceSeries(series.stream().allMatch(String::isEmpty) ? List.of() : series);
    }
}
