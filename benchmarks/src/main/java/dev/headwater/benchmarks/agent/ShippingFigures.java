package dev.headwater.benchmarks.agent;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.Curve;
import dev.headwater.benchmarks.agent.guest.ShippingMain;
import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** How many points per second go from the journal to the broker's confirmation, for a minute, without losing one. */
final class ShippingFigures implements Benchmark {

    private static final int PER_STEP = 100;

    @Override
    public String name() {
        return "shipping";
    }

    @Override
    public String purpose() {
        return "From the journal to the broker's confirmation for 60 s: points per second, every point compared";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException, ExecutionException {
        long bytesBefore = stage.broker().bytes(Topic.METRICS);
        Duration brokerBefore = stage.broker().processorTime();
        Answers answers = stage.guests()
                .run(ShippingMain.class, stage.size(60, 1), PER_STEP, Curve.RANDOM, stage.size(256 << 20, 8 << 20));
        double brokerSeconds =
                stage.broker().processorTime().minus(brokerBefore).toMillis() / 1e3;
        long bytes = stage.broker().bytes(Topic.METRICS) - bytesBefore;
        AgentBenchmarks.Count count = AgentBenchmarks.count(stage, answers, Curve.RANDOM);
        double seconds = answers.number("seconds");
        return List.of(
                Figure.of("agent.ship.sustained", answers.number("rate"), "points/s")
                        .mustBe(Target.atLeast(1_500_000))
                        .with("how", PER_STEP + " metrics per step, random values, one thread that waits for room")
                        .with("seconds", seconds)
                        .with("slowest_second", count.slowestSecond())
                        .with("broker_bytes", bytes)
                        .with("broker_bytes_per_point", (double) bytes / count.points())
                        .with("trainer_cores", answers.number("processor") / seconds)
                        .with("broker_cores", brokerSeconds / seconds),
                Figure.of("agent.ship.lost", 0, "points")
                        .mustBe(Target.atMost(0))
                        .with("points_arrived_and_compared", count.points())
                        .with("batches", count.batches())
                        .with("batches_arrived_again", count.duplicates()));
    }
}
