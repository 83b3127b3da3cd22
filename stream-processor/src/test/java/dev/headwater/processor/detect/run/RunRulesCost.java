package dev.headwater.processor.detect.run;

import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.RunWatchState;
import dev.headwater.processor.store.StateSerde;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** What the rules over whole runs cost per point, and what they keep per run. Run its main method by hand. */
final class RunRulesCost {

    private RunRulesCost() {}

    public static void main(String[] arguments) {
        for (int round = 0; round < 3; round++) {
            measure(20, 400, 2_000);
            measure(20, 20, 20_000);
            measure(100, 1, 20_000);
        }
    }

    private static void measure(int series, int pointsEach, int batches) {
        RunWatches watches = RunSuite.standard().watch("r");
        StateSerde<RunWatchState> serde = new StateSerde<>(RunWatchState.getClassSchema());
        List<SeriesName> names = new ArrayList<>();
        for (int s = 0; s < series; s++) {
            names.add(SeriesName.metric("r", s < 2 ? "loss" + s : "metric" + s, "train"));
        }
        long looking = 0;
        long storing = 0;
        int bytes = 0;
        for (int b = 0; b < batches; b++) {
            long[] steps = LongStream.range((long) b * pointsEach, (b + 1L) * pointsEach)
                    .toArray();
            Points points = Points.of(
                    steps, LongStream.of(steps).map(step -> 100 * step).toArray(), new double[pointsEach]);
            List<Heard> batch = new ArrayList<>();
            names.forEach(name -> batch.add(new Heard(name, points)));
            long begin = System.nanoTime();
            watches.points(0, batch, Origin.NONE, severity -> true, 0);
            long looked = System.nanoTime();
            RunWatchState state = watches.changedState().orElseThrow();
            byte[] stored = serde.serialize("", state);
            storing += System.nanoTime() - looked;
            looking += looked - begin;
            bytes = stored == null ? 0 : stored.length;
        }
        System.out.printf(
                Locale.ROOT,
                "%d series x %d points: %.1f ns per point to look, %.1f us per batch to store, %d bytes per run%n",
                series,
                pointsEach,
                looking / ((double) series * pointsEach * batches),
                storing / 1e3 / batches,
                bytes);
    }
}
