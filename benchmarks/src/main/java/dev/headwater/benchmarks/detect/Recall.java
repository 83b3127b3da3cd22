package dev.headwater.benchmarks.detect;

import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What share of the runs with a label is found by a warning or worse, and when.
 *
 * <p>A run counts as found when a rule wakes someone from the first sign of its trouble on; what was said before it is
 * counted apart. The delay is in evaluations from the first sign to the alarm, as a share of those that follow the first
 * sign; a run that is not found has an endless one.
 */
final class Recall {

    private record Label(String name, Predicate<Judged> holds, ToIntFunction<Judged> firstSign) {}

    private static final List<Label> LABELS = List.of(
            new Label(
                    "diverged",
                    each -> each.outcome().diverged(),
                    each -> Outcome.firstSignOfDivergence(each.run().evaluated(Outcome.LOSS))),
            new Label(
                    "blank",
                    each -> each.outcome().blank(),
                    each -> Outcome.firstBlank(each.run().evaluated(Outcome.LOSS))),
            new Label("died-early", each -> !each.outcome().known(), each -> -1));

    private Recall() {}

    static List<Figure> figures(String prefix, List<Judged> all) {
        List<Figure> figures = new ArrayList<>();
        for (Label label : LABELS) {
            List<Judged> labelled = all.stream().filter(label.holds()).toList();
            if (!labelled.isEmpty()) {
                figures.addAll(figures(prefix + "." + label.name(), label, labelled));
            }
        }
        if (!all.isEmpty()) {
            figures.add(precision(prefix, all));
        }
        return figures;
    }

    private static List<Figure> figures(String prefix, Label label, List<Judged> labelled) {
        double[] delays = new double[labelled.size()];
        double[] counts = new double[labelled.size()];
        List<String> missed = new ArrayList<>();
        Map<String, Integer> byRule = new TreeMap<>();
        int early = 0;
        for (int i = 0; i < delays.length; i++) {
            Judged run = labelled.get(i);
            int sign = label.firstSign().applyAsInt(run);
            Optional<Alarm> alarm = run.alarms().stream()
                    .filter(Alarm::wakes)
                    .filter(each -> each.evaluations() > sign)
                    .findFirst();
            early += run.alarms().stream().anyMatch(each -> each.wakes() && each.evaluations() <= sign) ? 1 : 0;
            int following = Math.max(1, run.evaluations() - sign);
            counts[i] =
                    alarm.map(each -> (double) each.evaluations() - 1 - sign).orElse(Double.POSITIVE_INFINITY);
            delays[i] = counts[i] / following;
            alarm.ifPresentOrElse(
                    each -> byRule.merge(each.rule(), 1, Integer::sum),
                    () -> missed.add(run.run().name()));
        }
        int found = labelled.size() - missed.size();
        Arrays.sort(delays);
        Arrays.sort(counts);
        return List.of(
                Figure.of(prefix + ".recall", (double) found / labelled.size(), "of 1")
                        .mustBe(Target.atLeast(0.9))
                        .with("runs", labelled.size())
                        .with("found", found)
                        .with("first_found_by", byRule)
                        .with("with_an_alarm_before_the_first_sign", early)
                        .with("missed", missed),
                Figure.of(prefix + ".median-delay", middle(delays), "of the evaluations that follow the first sign")
                        .mustBe(Target.below(0.5))
                        .with("median_evaluations", middle(counts)));
    }

    private static double middle(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    /** Of the runs that someone was woken for, those that ended badly: with a label, or short of the target. */
    private static Figure precision(String prefix, List<Judged> all) {
        List<Judged> woken = all.stream().filter(Judged::woke).toList();
        long labelled = woken.stream()
                .filter(each -> LABELS.stream().anyMatch(label -> label.holds().test(each)))
                .count();
        long bad =
                woken.stream().filter(each -> !each.outcome().reachedTarget()).count();
        return Figure.of(
                        prefix + ".precision",
                        woken.isEmpty() ? Double.NaN : (double) bad / woken.size(),
                        "of the runs with an alarm missed their target")
                .with("runs", all.size())
                .with("runs_with_an_alarm", woken.size())
                .with("of_them_with_a_label", labelled)
                .with("of_them_short_of_the_target_or_without_evaluation", bad);
    }
}
