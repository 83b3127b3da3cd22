package dev.headwater.processor.detect.sibling;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.detect.Condition;
import dev.headwater.processor.detect.Finding;
import dev.headwater.processor.detect.Occurrence;
import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.RuleDefinition;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.detect.Threshold;
import dev.headwater.processor.state.Habit;
import dev.headwater.processor.state.Likeness;
import dev.headwater.processor.state.Portrait;
import dev.headwater.processor.state.Siblings;
import dev.headwater.prov.Identifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares a run with the earlier runs of its experiment: does its configuration drift, is it one of them again. */
public final class SiblingRules {

    /*
     * Maintainer's note.
     *
     * Model, drift: a setting (parameter, code) is a habit when all siblings so far, at least `siblings`, have it with one
     * value. A run that has another value, or lacks it, drifts. A sweep varies settings on purpose: one that was ever
     * different is no habit any more, and drifts only when it is a number more than `beyond` times outside what at least twice
     * as many siblings had. One finding per run, whatever drifts. A notice: what changed is worth knowing before curves are
     * compared, but people change things for a living.
     *
     * Model, duplicate: the digest over all parameters, code and data in use equals that of one of the last RECENT runs. A
     * part of another run (a fold, a trial) has no digest; ranks and restarts are the run itself. A notice as well: who
     * repeats a run to see its variance and does not log the seed looks the same as who wastes a night. Of AlgoPerf's 1,683
     * configurations, 1,342 repeat another of their submission, on purpose.
     *
     * A run counts once, when its first metric has been logged or it is over; what it says about itself later is not looked at.
     * So a finding is final: it is about how the run was set up when it began, which nothing that comes later makes worse or
     * undoes. That a run is portrayed once is remembered with the run; RECENT only guards against what is delivered twice.
     *
     * Bounds: MOST_HABITS settings and RECENT runs per experiment.
     *
     * References: the design's own rules; nearest peer SageMaker's SimilarAcrossRuns.
     */
    private static final Threshold SIBLINGS =
            Threshold.count("siblings", 5, 2, 1_000_000, "earlier runs that agree in a setting; our own guess");
    private static final Threshold BEYOND = Threshold.of(
            "beyond", 10, 1, 1e12, "times outside the values of earlier runs, of a setting that varies; our own guess");

    /** Does a configuration drift. */
    public static final RuleDefinition<Drift> DRIFT = new RuleDefinition<>(
            "config-drift",
            1,
            true,
            "a run differs in what all earlier runs of its experiment had in common",
            List.of(SIBLINGS, BEYOND),
            thresholds -> "What at least " + thresholds.count(SIBLINGS)
                    + " earlier runs of the experiment have in common stays as it is.",
            (rule, thresholds) -> new Drift(rule, thresholds.count(SIBLINGS), thresholds.get(BEYOND)));

    /** Was it run before. */
    public static final RuleDefinition<Duplicate> DUPLICATE = new RuleDefinition<>(
            "duplicate-run",
            1,
            true,
            "a run has the parameters, code and data of an earlier run of its experiment",
            List.of(),
            thresholds -> "A run differs from earlier runs of its experiment in parameters, code or data.",
            (rule, thresholds) -> new Duplicate(rule));

    /** The rules that ship; both apply. */
    public record Drift(Rule rule, int siblings, double beyond) {}

    public record Duplicate(Rule rule) {}

    /** What became of the experiment, and what is to be told of the run. */
    public record Compared(Siblings after, List<Finding> found) {}

    private static final int MOST_HABITS = 300;
    private static final int RECENT = 500;
    private static final int MOST_TOLD = 5;

    private final Optional<Drift> drift;
    private final Optional<Duplicate> duplicate;

    public SiblingRules(Optional<Drift> drift, Optional<Duplicate> duplicate) {
        this.drift = drift;
        this.duplicate = duplicate;
    }

    public static SiblingRules standard() {
        return new SiblingRules(Optional.of(DRIFT.standard()), Optional.of(DUPLICATE.standard()));
    }

    public List<Rule> rules() {
        return Stream.concat(drift.map(Drift::rule).stream(), duplicate.map(Duplicate::rule).stream())
                .toList();
    }

    /** An experiment without runs. */
    public static Siblings nobody() {
        return new Siblings(0, 0L, Map.of(), List.of());
    }

    /**
     * Compares a run with those before it, and counts it among them.
     *
     * @param budget how many findings the run may raise here
     * @param now clock of the processor, milliseconds since 1970-01-01T00:00:00Z
     */
    public Compared compare(Siblings before, Portrait run, Budget budget, long now) {
        for (Likeness each : before.getRecent()) {
            if (each.getRunId().equals(run.getRunId())) {
                return new Compared(before, List.of());
            }
        }
        List<Finding> found = new ArrayList<>();
        drift.flatMap(rule -> drift(rule, before, run, budget, now)).ifPresent(found::add);
        duplicate.flatMap(rule -> duplicate(rule, before, run, budget, now)).ifPresent(found::add);
        return new Compared(joinedBy(before, run, now), found);
    }

    private static Optional<Finding> drift(Drift drift, Siblings before, Portrait run, Budget budget, long now) {
        List<String> differences = new ArrayList<>();
        new TreeMap<>(before.getHabits()).forEach((name, habit) -> {
            String value = run.getSettings().get(name);
            String setting = name.startsWith("param/") ? name.substring("param/".length()) : name;
            boolean common = habit.getRuns() == before.getRuns() && habit.getRuns() >= drift.siblings();
            if (common && !habit.getVaries() && value == null) {
                differences.add("it has no " + setting + ", which was " + habit.getValue());
            } else if (common && !habit.getVaries() && !habit.getValue().equals(value)) {
                differences.add(setting + " is " + value + " and was " + habit.getValue());
            } else if (value != null && isFarOut(habit, value, drift)) {
                differences.add(String.format(
                        Locale.ROOT, "%s is %s and was %s to %s", setting, value, habit.getLeast(), habit.getMost()));
            }
        });
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        String told = String.join("; ", differences.subList(0, Math.min(MOST_TOLD, differences.size())));
        String more = differences.size() > MOST_TOLD ? "; and " + (differences.size() - MOST_TOLD) + " more" : "";
        return tell(
                drift.rule(),
                List.of(Identifiers.configuration(run.getRunId())),
                differences.size(),
                "differs from all " + before.getRuns() + " earlier runs of the experiment: " + told + more,
                run,
                budget,
                now);
    }

    private static boolean isFarOut(Habit habit, String value, Drift drift) {
        if (!habit.getVaries() || !habit.getNumeric() || habit.getRuns() < 2 * drift.siblings()) {
            return false;
        }
        Optional<Double> number = number(value);
        return number.isPresent()
                && (habit.getMost() > 0 && number.get() > drift.beyond() * habit.getMost()
                        || habit.getLeast() > 0 && number.get() < habit.getLeast() / drift.beyond());
    }

    private static Optional<Finding> duplicate(
            Duplicate duplicate, Siblings before, Portrait run, Budget budget, long now) {
        if (run.getFingerprint().isEmpty()) {
            return Optional.empty();
        }
        for (Likeness earlier : before.getRecent()) {
            if (earlier.getFingerprint().equals(run.getFingerprint())) {
                return tell(
                        duplicate.rule(),
                        List.of(
                                Identifiers.configuration(run.getRunId()),
                                Identifiers.configuration(earlier.getRunId())),
                        Double.NaN,
                        "has the same parameters, code and data as run " + earlier.getRunId(),
                        run,
                        budget,
                        now);
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> tell(
            Rule rule, List<String> used, double score, String what, Portrait run, Budget budget, long now) {
        return Condition.fresh()
                .breach(
                        rule,
                        new Subject("configuration", "The run", null, used),
                        new Signal.Breach(Severity.INFO, score, () -> what),
                        new Occurrence(null, run.getAt(), Double.NaN, Origin.NONE),
                        List::of,
                        budget,
                        now);
    }

    private static Siblings joinedBy(Siblings before, Portrait run, long now) {
        Map<String, Habit> habits = new HashMap<>(before.getHabits());
        run.getSettings().forEach((name, value) -> {
            Habit habit = habits.get(name);
            if (habit == null && habits.size() == MOST_HABITS) {
                return;
            }
            Optional<Double> number = number(value);
            if (habit == null) {
                double first = number.orElse(0.0);
                habits.put(name, new Habit(1, value, false, number.isPresent(), first, first));
                return;
            }
            habits.put(
                    name,
                    new Habit(
                            habit.getRuns() + 1,
                            habit.getValue(),
                            habit.getVaries() || !habit.getValue().equals(value),
                            habit.getNumeric() && number.isPresent(),
                            Math.min(habit.getLeast(), number.orElse(habit.getLeast())),
                            Math.max(habit.getMost(), number.orElse(habit.getMost()))));
        });
        List<Likeness> recent = new ArrayList<>(before.getRecent());
        if (recent.size() == RECENT) {
            recent.remove(0);
        }
        recent.add(new Likeness(run.getRunId(), run.getFingerprint()));
        return new Siblings(before.getRuns() + 1, now, habits, recent);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
