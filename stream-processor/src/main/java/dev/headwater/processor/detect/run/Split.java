package dev.headwater.processor.detect.run;

import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * On which part of the data a metric was measured, as its context or the beginning of its name says.
 *
 * @param role what the data serves for
 * @param label the words that said so, in lower case; the context where that says nothing
 * @param metric name of the metric without them, in lower case
 */
public record Split(Role role, String label, String metric) {

    public enum Role {
        TRAINING,
        EVALUATION,
        /** Nothing says; mostly training. */
        UNSAID
    }

    private static final Set<String> TRAINING = Set.of("train", "training");
    private static final Set<String> EVALUATION =
            Set.of("validation", "valid", "val", "eval", "evaluation", "dev", "test", "testing", "holdout", "heldout");
    private static final List<String> ENDS = List.of("/", "_", ".", "-", " ");

    public static Split of(SeriesName series) {
        String context = series.context().toLowerCase(Locale.ROOT);
        String name = series.name().toLowerCase(Locale.ROOT);
        if (!context.isEmpty()) {
            return new Split(role(firstWord(context)), context, name);
        }
        String word = firstWord(name);
        Role role = role(word);
        return role == Role.UNSAID || word.length() == name.length()
                ? new Split(Role.UNSAID, "", name)
                : new Split(role, word, name.substring(word.length() + 1));
    }

    private static Role role(String word) {
        return TRAINING.contains(word) ? Role.TRAINING : EVALUATION.contains(word) ? Role.EVALUATION : Role.UNSAID;
    }

    private static String firstWord(String text) {
        int end = text.length();
        for (String separator : ENDS) {
            int at = text.indexOf(separator);
            if (at > 0) {
                end = Math.min(end, at);
            }
        }
        return text.substring(0, end);
    }
}
