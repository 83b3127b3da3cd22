package dev.headwater.processor.meeting;

import dev.headwater.processor.state.Touch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Touches add up: earliest and latest times, unions. So what is known of a run and a content is the same in whatever
 * order and however often its touches arrive.
 */
public final class Touches {

    /** More results or sources of one run and content are not remembered. */
    static final int MOST_COUNTERPARTS = 1_000;

    private Touches() {}

    /** Both together. Neither is changed. */
    public static Touch sum(Touch one, Touch other) {
        TreeSet<String> kinds = new TreeSet<>(one.getKinds());
        kinds.addAll(other.getKinds());
        return new Touch(
                one.getRunId(),
                either(one.getMadeFrom(), other.getMadeFrom(), Math::min),
                either(one.getMadeUntil(), other.getMadeUntil(), Math::max),
                either(one.getUsedFrom(), other.getUsedFrom(), Math::min),
                either(one.getUsedUntil(), other.getUsedUntil(), Math::max),
                new ArrayList<>(kinds),
                all(one.getResults(), other.getResults(), Math::max),
                all(one.getSources(), other.getSources(), Math::min));
    }

    /** Whether a touch has as many counterparts as are remembered. */
    public static boolean full(Touch touch) {
        return touch.getResults().size() >= MOST_COUNTERPARTS
                || touch.getSources().size() >= MOST_COUNTERPARTS;
    }

    static @Nullable Long either(@Nullable Long one, @Nullable Long other, BinaryOperator<Long> choice) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return choice.apply(one, other);
    }

    private static Map<String, Long> all(Map<String, Long> one, Map<String, Long> other, BinaryOperator<Long> choice) {
        if (other.isEmpty()) {
            return one;
        }
        Map<String, Long> both = new HashMap<>(one);
        other.forEach((id, time) -> {
            if (both.containsKey(id) || both.size() < MOST_COUNTERPARTS) {
                both.merge(id, time, choice);
            }
        });
        return both;
    }
}
