package dev.headwater.processor.completeness;

import dev.headwater.processor.completeness.SequenceRanges.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which sequences are missing, as a person reads them: {@code 3-5, 9, 12-20 and 4 more}. */
final class Gaps {

    private static final int MOST = 8;

    private Gaps() {}

    /**
     * @param missing of each boot, its gaps in rising order
     * @return an empty text when nothing is missing; with several boots, each begins with its id
     */
    static String text(List<Boot> boots, Function<Boot, List<Gap>> missing) {
        List<String> parts = new ArrayList<>();
        for (Boot boot : boots) {
            List<Gap> gaps = missing.apply(boot);
            if (!gaps.isEmpty()) {
                parts.add((boots.size() == 1 ? "" : boot.bootId() + ": ") + text(gaps));
            }
        }
        int more = parts.size() - MOST;
        return more <= 0
                ? String.join("; ", parts)
                : String.join("; ", parts.subList(0, MOST)) + "; and of " + more + " more boots";
    }

    private static String text(List<Gap> gaps) {
        String first = gaps.stream().limit(MOST).map(Gaps::text).collect(Collectors.joining(", "));
        int more = gaps.size() - MOST;
        return more <= 0 ? first : first + " and " + more + " more";
    }

    private static String text(Gap gap) {
        return gap.first() == gap.last() ? Long.toString(gap.first()) : gap.first() + "-" + gap.last();
    }
}
