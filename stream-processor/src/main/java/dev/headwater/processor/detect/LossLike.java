package dev.headwater.processor.detect;

import dev.headwater.processor.series.SeriesName;
import java.util.List;
import java.util.Locale;

/**
 * Which metrics are losses: numbers that training makes smaller. Told by their name, which contains, in any case, one of
 * {@code loss}, {@code perplexity}, {@code ppl}, {@code nll} or {@code cross_entropy} (also written {@code cross-entropy}
 * or {@code crossentropy}).
 */
public final class LossLike {

    private static final List<String> WORDS =
            List.of("loss", "perplexity", "ppl", "nll", "cross_entropy", "cross-entropy", "crossentropy");

    private LossLike() {}

    public static boolean is(SeriesName series) {
        if (series.hardware()) {
            return false;
        }
        String name = series.name().toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(name::contains);
    }
}
