package dev.headwater.processor.detect;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.ConditionState;
import dev.headwater.schemas.wire.TrustedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one finding of one condition: raised once, told again now and then while it goes on, told when it is over. */
final class Condition {

    static {
        TrustedRecords.trust();
    }

    /** A finding that goes on is told again after this many milliseconds at the earliest. */
    static final long RETELL_MILLIS = 30_000;

    private ConditionState state;

    private Condition(ConditionState state) {
        this.state = state;
    }

    static Condition of(ConditionState state) {
        return new Condition(state);
    }

    ConditionState state() {
        return state;
    }

    /** As after another version of the rule: what was open stays as it was last told, and the next finding is a new one. */
    Condition abandoned() {
        int ordinal = state.getOrdinal() + (state.getOpen() ? 1 : 0);
        return new Condition(ConditionState.newBuilder().setOrdinal(ordinal).build());
    }

    /** @param now clock of the processor, milliseconds since 1970-01-01T00:00:00Z */
    Optional<Finding> breach(
            Rule rule,
            SeriesName series,
            Signal.Breach breach,
            Points points,
            int i,
            Evidence evidence,
            Budget budget,
            long now) {
        if (!state.getOpen()) {
            ConditionState opened = ConditionState.newBuilder()
                    .setOrdinal(state.getOrdinal())
                    .setOpen(true)
                    .setMuted(!budget.grant())
                    .setSeverity(breach.severity().name())
                    .setFirstStep(points.step(i))
                    .setLastStep(points.step(i))
                    .setWindowStart(points.time(i))
                    .setWindowEnd(points.time(i))
                    .setSaidAt(now)
                    .setScore(breach.score())
                    .setMessage(message(series, breach, points, i))
                    .build();
            state = withEvidence(opened, evidence.upTo(i, Evidence.AT_OPENING));
            return tell(rule, series, AnomalyState.OPEN, points.hasSteps(), now);
        }
        boolean worse = breach.severity().compareTo(Severity.valueOf(state.getSeverity())) > 0;
        boolean retell = worse || now - state.getSaidAt() >= RETELL_MILLIS;
        ConditionState.Builder goesOn = ConditionState.newBuilder(state)
                .setLastStep(points.step(i))
                .setWindowEnd(points.time(i))
                .setScore(Math.max(breach.score(), state.getScore()));
        if (worse) {
            goesOn.setSeverity(breach.severity().name());
        }
        if (retell) {
            goesOn.setSaidAt(now).setMessage(message(series, breach, points, i));
        }
        state = goesOn.build();
        if (!retell) {
            return Optional.empty();
        }
        state = withEvidence(state, extended(points, i));
        return tell(rule, series, AnomalyState.UPDATED, points.hasSteps(), now);
    }

    Optional<Finding> calm(Rule rule, SeriesName series, Points points, int i, long now) {
        if (!state.getOpen()) {
            return Optional.empty();
        }
        state = withEvidence(state, extended(points, i));
        Optional<Finding> over = tell(rule, series, AnomalyState.RESOLVED, points.hasSteps(), now);
        state = ConditionState.newBuilder().setOrdinal(state.getOrdinal() + 1).build();
        return over;
    }

    private Optional<Finding> tell(Rule rule, SeriesName series, AnomalyState as, boolean hasSteps, long now) {
        if (state.getMuted()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                rule,
                series,
                state.getOrdinal(),
                as,
                Severity.valueOf(state.getSeverity()),
                state.getFirstStep(),
                state.getLastStep(),
                state.getWindowStart(),
                state.getWindowEnd(),
                now,
                score(state.getScore()),
                state.getMessage(),
                evidence(hasSteps)));
    }

    private static @Nullable Double score(double score) {
        return Double.isNaN(score) ? null : score;
    }

    private static String message(SeriesName series, Signal.Breach breach, Points points, int i) {
        return series.label() + " " + breach.what() + (points.hasSteps() ? " at step " + points.step(i) : "");
    }

    /** What it rests on so far, and the point at which it is told again. */
    private List<EvidencePoint> extended(Points points, int i) {
        List<EvidencePoint> all = new ArrayList<>(evidence(points.hasSteps()));
        if (all.size() == Evidence.AT_MOST) {
            all.remove(all.size() - 1);
        }
        Long step = points.hasSteps() ? points.step(i) : null;
        all.add(new EvidencePoint(step, Instant.ofEpochMilli(points.time(i)), points.value(i)));
        return all;
    }

    private List<EvidencePoint> evidence(boolean hasSteps) {
        List<EvidencePoint> points = new ArrayList<>();
        for (int k = 0; k < state.getEvidenceValues().size(); k++) {
            Long step = hasSteps ? state.getEvidenceSteps().get(k) : null;
            points.add(new EvidencePoint(
                    step,
                    Instant.ofEpochMilli(state.getEvidenceTimes().get(k)),
                    state.getEvidenceValues().get(k)));
        }
        return points;
    }

    private static ConditionState withEvidence(ConditionState state, List<EvidencePoint> points) {
        List<Long> steps = new ArrayList<>(points.size());
        List<Long> times = new ArrayList<>(points.size());
        List<Double> values = new ArrayList<>(points.size());
        for (EvidencePoint point : points) {
            steps.add(point.getStep() == null ? 0L : point.getStep());
            times.add(point.getTime().toEpochMilli());
            values.add(point.getValue());
        }
        return ConditionState.newBuilder(state)
                .setEvidenceSteps(steps)
                .setEvidenceTimes(times)
                .setEvidenceValues(values)
                .build();
    }
}
