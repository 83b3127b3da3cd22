package dev.headwater.processor.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.lineage.SeriesStatements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeriesProperties {

    private static final SeriesName LOSS = SeriesName.metric("r", "loss", "train");

    @Property(tries = 200)
    void cutIntoBatchesAndStoredInBetweenASeriesStaysTheSame(
            @ForAll @Size(max = 3000) double[] values,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1500) Integer> sizes) {
        long[] steps = new long[values.length];
        long[] times = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            steps[i] = i % 7 == 0 ? Long.MAX_VALUE - i : -i;
            times[i] = 1_700_000_000_000L + 17L * i;
        }
        Series series = Series.begin(LOSS);
        Kept kept = new Kept();
        List<Chunk> chunks = new ArrayList<>();
        int from = 0;
        for (int turn = 0; from < values.length; turn++) {
            int to = Math.min(values.length, from + sizes.get(turn % sizes.size()));
            chunks.addAll(series.append(
                    turn % 2,
                    Points.of(
                            Arrays.copyOfRange(steps, from, to),
                            Arrays.copyOfRange(times, from, to),
                            Arrays.copyOfRange(values, from, to))));
            kept.commit(series);
            series = turn % 3 == 0 ? series : kept.revived();
            from = to;
        }
        series.growing().ifPresent(chunks::add);

        int place = 0;
        for (int index = 0; index < chunks.size(); index++) {
            assertThat(chunks.get(index).index()).isEqualTo(index);
            Points points = chunks.get(index).points();
            for (int i = 0; i < points.size(); i++, place++) {
                assertThat(points.step(i)).isEqualTo(steps[place]);
                assertThat(points.time(i)).isEqualTo(times[place]);
                assertThat(points.value(i)).isEqualTo(values[place]);
            }
        }
        assertThat(place).isEqualTo(values.length);
        assertThat(series.summary().count()).isEqualTo(values.length);
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        assertThat(series.summary().finite()).isEqualTo(finite.length);
        if (finite.length > 0) {
            assertThat(series.summary().min())
                    .isEqualTo(Arrays.stream(finite).min().orElseThrow());
            assertThat(series.summary().max())
                    .isEqualTo(Arrays.stream(finite).max().orElseThrow());
        }
    }

    @Property(tries = 100)
    void commitsAtTheSamePlacesStoreTheSameWhetherItWasRevivedInBetweenOrNot(
            @ForAll @Size(max = 3000) double[] values,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1500) Integer> sizes,
            @ForAll @Size(min = 1, max = 5) List<Boolean> restarts) {
        Kept undisturbed = new Kept();
        Kept disturbed = new Kept();
        Series one = undisturbed.commit(Series.begin(LOSS));
        Series other = disturbed.commit(Series.begin(LOSS));
        int from = 0;
        for (int turn = 0; from < values.length; turn++) {
            int to = Math.min(values.length, from + sizes.get(turn % sizes.size()));
            Points points = points(values, from, to);
            List<Chunk> full = one.append(0, points);
            if (restarts.get(turn % restarts.size())) {
                // Was appended, and is lost with the process.
                other.append(0, points);
                other = disturbed.revived();
            }
            assertThat(other.append(0, points)).hasSameSizeAs(full);
            undisturbed.commit(one);
            disturbed.commit(other);
            from = to;
        }

        assertThat(disturbed.bytes()).containsExactlyElementsOf(undisturbed.bytes());
        assertThat(other.quantiles()).isEqualTo(one.quantiles());
    }

    @Property(tries = 100)
    void howPointsAreCutIntoBatchesAndCommitsDoesNotShow(
            @ForAll @Size(max = 3000) double[] values,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1500) Integer> sizes) {
        Series whole = Series.begin(LOSS);
        whole.append(0, points(values, 0, values.length));
        Kept kept = new Kept();
        Series cut = Series.begin(LOSS);
        int from = 0;
        for (int turn = 0; from < values.length; turn++) {
            int to = Math.min(values.length, from + sizes.get(turn % sizes.size()));
            cut.append(0, points(values, from, to));
            kept.commit(cut);
            cut = kept.revived();
            from = to;
        }

        assertThat(SeriesStatements.entity("r", cut)).isEqualTo(SeriesStatements.entity("r", whole));
    }

    @Test
    void aCommitWritesNoMoreThanALittleOfTheChunkAgain() {
        Series series = Series.begin(LOSS);
        Kept kept = new Kept();
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            series.append(0, points(values, i, i + 1));
            kept.commit(series);
            assertThat(kept.bytes().get(0)).hasSizeLessThan(4096);
        }

        assertThat(series.parts()).isEqualTo(3);
    }

    private static Points points(double[] values, int from, int to) {
        long[] steps = new long[to - from];
        long[] times = new long[to - from];
        for (int i = from; i < to; i++) {
            steps[i - from] = i % 50 == 49 ? i - 20 : i;
            times[i - from] = 1_700_000_000_000L + 17L * i;
        }
        return Points.of(steps, times, Arrays.copyOfRange(values, from, to));
    }
}
