package dev.headwater.processor.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

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
        List<Chunk> chunks = new ArrayList<>();
        int from = 0;
        for (int turn = 0; from < values.length; turn++) {
            int to = Math.min(values.length, from + sizes.get(turn % sizes.size()));
            chunks.addAll(series.append(Points.of(
                    Arrays.copyOfRange(steps, from, to),
                    Arrays.copyOfRange(times, from, to),
                    Arrays.copyOfRange(values, from, to))));
            series = Series.of(series.state(List.of()));
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
}
