package dev.headwater.benchmarks.agent;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.Curve;
import dev.headwater.benchmarks.agent.guest.PacedMain;
import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** What a point takes on the broker's disk, everything included: keys, headers, names of series. */
final class SizeFigures implements Benchmark {

    /** A training loop: so many metrics each so often, for so long. */
    private record Pace(String name, int metrics, int stepMicros, int steps, boolean promised) {}

    @Override
    public String name() {
        return "size";
    }

    @Override
    public String purpose() {
        return "Bytes per point on the broker's disk: a smooth loss curve and random values, at several paces";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException, ExecutionException {
        List<Pace> paces = List.of(
                new Pace("100-per-step-of-1ms", 100, 1_000, stage.size(10_000, 200), true),
                new Pace("100-per-step-of-20ms", 100, 20_000, 500, false),
                new Pace("10-per-step-of-100ms", 10, 100_000, 200, false));
        List<Figure> figures = new ArrayList<>();
        for (Curve curve : Curve.values()) {
            for (Pace pace : paces) {
                if (pace.promised() || !stage.small()) {
                    figures.add(measure(stage, curve, pace));
                }
            }
        }
        return figures;
    }

    private static Figure measure(Stage stage, Curve curve, Pace pace)
            throws IOException, InterruptedException, ExecutionException {
        long before = stage.broker().bytes(Topic.METRICS);
        Answers answers = stage.guests().run(PacedMain.class, pace.steps(), pace.metrics(), pace.stepMicros(), curve);
        long bytes = stage.broker().bytes(Topic.METRICS) - before;
        AgentBenchmarks.Count count = AgentBenchmarks.count(stage, answers, curve);
        Figure figure = Figure.of(
                        "agent.size." + curve.name().toLowerCase(Locale.ROOT) + "." + pace.name(),
                        (double) bytes / count.points(),
                        "B/point")
                .with("points_arrived_and_compared", count.points())
                .with("batches", count.batches())
                .with("bytes", bytes);
        return pace.promised() ? figure.mustBe(Target.atMost(curve == Curve.SMOOTH ? 12 : 20)) : figure;
    }
}
