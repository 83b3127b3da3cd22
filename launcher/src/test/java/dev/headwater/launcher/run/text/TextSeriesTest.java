package dev.headwater.launcher.run.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextSeriesTest {

    private final List<String> points = new ArrayList<>();
    private final TextSeries series = new TextSeries(
            3, (name, context, step, value) -> points.add(context + "|" + name + "@" + step + "=" + value));

    @Test
    void takesTheStepThatIsSaid() {
        series.take(new Said(7L, null, Map.of("loss", 1.0)));
        series.take(new Said(5L, null, Map.of("loss", 2.0)));

        assertThat(points).containsExactly("|loss@7=1.0", "|loss@5=2.0");
    }

    @Test
    void countsPerSeriesWhereNoStepIsSaid() {
        series.take(new Said(null, null, Map.of("train/loss", 1.0)));
        series.take(new Said(null, null, Map.of("a/b/c", 1.0)));
        series.take(new Said(null, null, Map.of("train/loss", 2.0)));

        assertThat(points).containsExactly("train|loss@0=1.0", "a|b/c@0=1.0", "train|loss@1=2.0");
    }

    @Test
    void isNotBehindTheEpochThatWasLastSaid() {
        series.take(new Said(null, 5.0, Map.of()));
        series.take(new Said(null, null, Map.of("loss", 1.0)));
        series.take(new Said(null, null, Map.of("loss", 2.0)));
        series.take(new Said(null, 7.5, Map.of("loss", 3.0)));

        assertThat(points).containsExactly("|loss@5=1.0", "|loss@6=2.0", "|loss@7=3.0", "|epoch@7=7.5");
    }

    @Test
    void countsWhatBelongsToTooManySeries() {
        for (int i = 0; i < 10; i++) {
            series.take(new Said(null, null, Map.of("m" + i, 1.0)));
        }
        series.take(new Said(null, null, Map.of("m0", 1.0)));

        assertThat(points).hasSize(4);
        assertThat(series.leftOut()).isEqualTo(7);
        assertThat(series.points()).isEqualTo(4);
    }
}
