package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.processor.Guest;
import dev.headwater.schemas.Columns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A guest that goes back to what was confirmed and cuts its journal into other batches loses and doubles nothing. */
class ResendProperties {

    private static final int SERIES = 3;

    /** A guest does not go back again and again without a point that is new: far fewer batches than are remembered. */
    private static final int REPEATED = 16;

    @Property(tries = 15)
    void everyPointArrivesOnceAndInOrder(@ForAll long seed) {
        Random random = new Random(seed);
        int[] journal = random.ints(200 + random.nextInt(800), 0, SERIES).toArray();
        List<Integer> confirmable = new ArrayList<>(List.of(0));
        try (Bench bench = new Bench()) {
            int at = 0;
            int furthest = 0;
            int repeated = 0;
            int rewinds = 0;
            while (at < journal.length) {
                int to = Math.min(journal.length, at + 1 + random.nextInt(60));
                bench.send(batch(journal, at, to));
                at = to;
                confirmable.add(at);
                repeated = at > furthest ? 0 : repeated + 1;
                furthest = Math.max(furthest, at);
                if (random.nextInt(4) == 0 && repeated < REPEATED && rewinds++ < 12) {
                    int back = Math.max(0, confirmable.size() - 1 - random.nextInt(8));
                    at = confirmable.get(back);
                    confirmable.subList(back + 1, confirmable.size()).clear();
                }
            }
            bench.wait(Duration.ofSeconds(5));

            assertThat(bench.deadLetters()).isEmpty();
            for (int series = 0; series < SERIES; series++) {
                assertThat(Columns.values(
                                bench.chunk("r|series:r/m" + series + "|0").getValues()))
                        .containsExactly(values(journal, series, 0, journal.length));
            }
        }
    }

    private static MetricBatch batch(int[] journal, int from, int to) {
        List<MetricColumns> columns = new ArrayList<>();
        for (int series = 0; series < SERIES; series++) {
            double[] values = values(journal, series, from, to);
            if (values.length > 0) {
                columns.add(Guest.columns("", "m" + series, 0, values));
            }
        }
        return new MetricBatch("r", 0, "boot-a", (long) from, to - 1L, Guest.BEGIN, columns);
    }

    /** A point's value is its place in the journal. */
    private static double[] values(int[] journal, int series, int from, int to) {
        return IntStream.range(from, to)
                .filter(place -> journal[place] == series)
                .asDoubleStream()
                .toArray();
    }
}
