package dev.headwater.benchmarks.agent;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.Curve;
import dev.headwater.benchmarks.agent.guest.TrainingMain;
import java.io.IOException;
import java.util.List;

/**
 * A real training loop with and without the agent, in turns, each in a JVM of its own. The broker is on the same machine
 * and takes processor time from both cores; the agent does all it does by default.
 */
final class TrainingFigures implements Benchmark {

    @Override
    public String name() {
        return "training";
    }

    @Override
    public String purpose() {
        return "A real training loop that logs 100 metrics per step: wall time with and without the agent, in turns";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        int pairs = stage.size(5, 1);
        int epochs = stage.size(60, 1);
        Paired loop = new Paired();
        Paired whole = new Paired();
        Paired processor = new Paired();
        long arrived = 0;
        double steps = 0;
        for (int pair = 0; pair < pairs; pair++) {
            // The first of a pair finds another machine than the second: half of them begin with the agent.
            boolean first = pair % 2 == 0;
            Answers one = stage.guests().run(TrainingMain.class, word(first), epochs, stage.folder());
            Answers other = stage.guests().run(TrainingMain.class, word(!first), epochs, stage.folder());
            Answers with = first ? one : other;
            Answers without = first ? other : one;
            loop.add(with.number("loop"), without.number("loop"));
            whole.add(with.number("whole"), without.number("whole"));
            processor.add(with.number("processor"), without.number("processor"));
            arrived += AgentBenchmarks.count(stage, with, Curve.SMOOTH).points();
            steps = with.number("steps");
        }
        double stepMillis = loop.with() / steps * 1e3;
        return List.of(
                Figure.of("agent.training.overhead", loop.percentMore(), "%")
                        .mustBe(Target.below(1))
                        .with("how", "100 metrics per step, " + pairs + " pairs of JVMs in turns, median of the ratios")
                        .with("loop_s_with", loop.with())
                        .with("loop_s_without", loop.without())
                        .with("step_ms", stepMillis)
                        .with("points_arrived_and_compared", arrived),
                Figure.of("agent.training.overhead-with-start-and-close", whole.percentMore(), "%")
                        .with("seconds_with", whole.with())
                        .with("seconds_without", whole.without()),
                Figure.of("agent.training.overhead-processor", processor.percentMore(), "%")
                        .with("how", "processor time of the training thread alone")
                        .with("seconds_with", processor.with())
                        .with("seconds_without", processor.without()));
    }

    private static String word(boolean with) {
        return with ? "with" : "without";
    }
}
