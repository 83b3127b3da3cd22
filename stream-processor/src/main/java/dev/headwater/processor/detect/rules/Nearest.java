package dev.headwater.processor.detect.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What someone who mistyped a name most likely meant. */
final class Nearest {

    private Nearest() {}

    /** The known name that takes the fewest changes of letters; empty when even that one is nothing like it. */
    static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(name, each)))
                .filter(each -> distance(name, each) <= Math.max(2, name.length() / 2));
    }

    /** {@code ; did you mean z? There are ratio, z}. */
    static String suggestion(String name, Collection<String> known) {
        String meant =
                to(name, known).map(each -> "; did you mean " + each + "?").orElse(";");
        return known.isEmpty() ? "" : meant + " there are " + String.join(", ", known);
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
