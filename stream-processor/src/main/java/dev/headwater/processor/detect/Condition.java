package dev.headwater.processor.detect;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.state.ConditionState;
import dev.headwater.schemas.wire.TrustedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one finding of one condition: raised once, told again when it gets worse and each time it has lasted twice as
 * long, told when it is over. Time is that of the points, so that the same points are told the same way whenever they
 * are looked at.
 */
public final class Condition {

    static {
        TrustedRecords.trust();
    }

    /** The state of nearly all conditions, made once: each commit writes it thousands of times. */
    private static final ConditionState NEVER_OPEN = ConditionState.newBuilder().build();

    /** A finding that goes on is told again when it has lasted this many milliseconds, then twice as long, and so on. */
    static final long RETELL_MILLIS = 30_000;

    private int ordinal;
    private boolean open;
    private boolean muted;
    private Severity severity = Severity.INFO;
    private @Nullable Long firstStep;
    private @Nullable Long lastStep;
    private long windowStart;
    private long windowEnd;
    private long retellAfter;
    private double score;
    private String message = "";
    private String expected = "";
    private List<EvidencePoint> evidence = List.of();
    private Origin first = Origin.NONE;
    private Origin last = Origin.NONE;

    private Condition(int ordinal) {
        this.ordinal = ordinal;
    }

    /** A condition that never held. */
    public static Condition fresh() {
        return new Condition(0);
    }

    public static Condition of(ConditionState state) {
        Condition condition = new Condition(state.getOrdinal());
        if (state.getOpen()) {
            condition.open = true;
            condition.muted = state.getMuted();
            condition.severity = Severity.valueOf(state.getSeverity());
            condition.firstStep = state.getHasStep() ? state.getFirstStep() : null;
            condition.lastStep = state.getHasStep() ? state.getLastStep() : null;
            condition.windowStart = state.getWindowStart();
            condition.windowEnd = state.getWindowEnd();
            condition.retellAfter = state.getRetellAfter();
            condition.score = state.getScore();
            condition.message = state.getMessage();
            condition.expected = state.getExpected();
            condition.evidence = EvidenceColumns.points(state);
            condition.first = new Origin(state.getTopic(), state.getPartition(), state.getFirstOffset());
            condition.last = new Origin(state.getTopic(), state.getPartition(), state.getLastOffset());
        }
        return condition;
    }

    public ConditionState state() {
        if (!open && ordinal == 0) {
            return NEVER_OPEN;
        }
        ConditionState.Builder state = ConditionState.newBuilder().setOrdinal(ordinal);
        if (!open) {
            return state.build();
        }
        state.setOpen(true)
                .setMuted(muted)
                .setSeverity(severity.name())
                .setHasStep(firstStep != null)
                .setFirstStep(firstStep == null ? 0 : firstStep)
                .setLastStep(lastStep == null ? 0 : lastStep)
                .setWindowStart(windowStart)
                .setWindowEnd(windowEnd)
                .setRetellAfter(retellAfter)
                .setScore(score)
                .setMessage(message)
                .setExpected(expected)
                .setTopic(first.topic())
                .setPartition(first.partition())
                .setFirstOffset(first.offset())
                .setLastOffset(last.offset());
        EvidenceColumns.write(evidence, state);
        return state.build();
    }

    public boolean isOpen() {
        return open;
    }

    /**
     * The condition holds.
     *
     * @param rest points it rests on, oldest first, the one at hand included; asked for only when the finding opens
     * @param now clock of the processor, milliseconds since 1970-01-01T00:00:00Z
     * @return what is to be told
     */
    public Optional<Finding> breach(
            Rule rule,
            Subject subject,
            Signal.Breach breach,
            Occurrence at,
            Supplier<List<EvidencePoint>> rest,
            Budget budget,
            long now) {
        if (!open) {
            open = true;
            muted = !budget.grant(breach.severity());
            severity = breach.severity();
            expected = rule.expected();
            firstStep = at.step();
            windowStart = at.time();
            retellAfter = RETELL_MILLIS;
            score = breach.score();
            evidence = rest.get();
            first = at.origin();
            reach(at);
            message = message(subject, breach, at);
            return tell(rule, subject, AnomalyState.OPEN, now);
        }
        reach(at);
        score = Double.isNaN(score)
                ? breach.score()
                : Double.isNaN(breach.score()) ? score : Math.max(score, breach.score());
        boolean worse = breach.severity().compareTo(severity) > 0;
        if (!worse && windowEnd - windowStart < retellAfter) {
            return Optional.empty();
        }
        while (windowEnd - windowStart >= retellAfter) {
            retellAfter *= 2;
        }
        boolean unheard = worse && muted;
        if (worse) {
            severity = breach.severity();
            muted = muted && !budget.grant(severity);
        }
        message = message(subject, breach, at);
        evidence = extended(at);
        return tell(rule, subject, unheard ? AnomalyState.OPEN : AnomalyState.UPDATED, now);
    }

    /** The condition does not hold any more. */
    public Optional<Finding> calm(Rule rule, Subject subject, Occurrence at, long now) {
        if (!open) {
            return Optional.empty();
        }
        evidence = extended(at);
        return end(rule, subject, now);
    }

    /**
     * The rule is another one than when it opened, or has other thresholds, and knows nothing of it: it is over as it was last
     * told, or nobody would ever say so.
     */
    Optional<Finding> supersede(Rule rule, Subject subject, long now) {
        return open ? end(rule, subject, now) : Optional.empty();
    }

    /**
     * The rule is not in force any more: it is over as it was last told, or it would stay open for ever.
     *
     * @param rule as far as it is remembered; what it expected is known here
     */
    public Optional<Finding> retire(Rule rule, Subject subject, long now) {
        return supersede(new Rule(rule.name(), rule.version(), rule.settings(), expected), subject, now);
    }

    private Optional<Finding> end(Rule rule, Subject subject, long now) {
        Optional<Finding> over = tell(rule, subject, AnomalyState.RESOLVED, now);
        open = false;
        evidence = List.of();
        ordinal++;
        return over;
    }

    private void reach(Occurrence at) {
        lastStep = at.step();
        windowEnd = Math.max(at.time(), windowStart);
        last = at.origin();
    }

    private Optional<Finding> tell(Rule rule, Subject subject, AnomalyState as, long now) {
        if (muted) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                rule,
                subject,
                ordinal,
                as,
                severity,
                firstStep,
                lastStep,
                windowStart,
                windowEnd,
                now,
                Double.isNaN(score) ? null : Double.valueOf(score),
                message,
                List.copyOf(evidence),
                first,
                last));
    }

    private static String message(Subject subject, Signal.Breach breach, Occurrence at) {
        return subject.label() + " " + breach.what().get() + (at.step() == null ? "" : " at step " + at.step());
    }

    /** What it rests on so far, and the point at which it is told again. */
    private List<EvidencePoint> extended(Occurrence at) {
        List<EvidencePoint> all = new ArrayList<>(evidence);
        if (all.size() == Evidence.AT_MOST) {
            all.remove(all.size() - 1);
        }
        all.add(at.point());
        return all;
    }
}
