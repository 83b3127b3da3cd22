package dev.headwater.benchmarks.agent;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.Curve;
import dev.headwater.benchmarks.agent.guest.JmhMain;
import dev.headwater.benchmarks.agent.guest.ThreadsBenchmark;
import java.io.IOException;
import java.util.List;

/** What log calls cost when four threads make them at once, and that each of them arrives whole and in order. */
final class ThreadsFigures implements Benchmark {

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public String purpose() {
        return "Metric.log by four threads at once: average time, every record compared (JMH)";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        Answers answers = stage.guests()
                .run(JmhMain.class, ThreadsBenchmark.class.getName(), "bursts", stage.size(40, 1), stage.size(1, 0));
        long arrived = AgentBenchmarks.count(stage, answers, Curve.SMOOTH).points();
        return List.of(
                Figure.of("agent.log.threads4.average", answers.number("log.ns"), "ns")
                        .mustBe(Target.atMost(500))
                        .with("error_99.9%", answers.number("log.error"))
                        .with(
                                "how",
                                "JMH, wall time per call and thread; with fewer cores than threads most of it is"
                                        + " waiting for a core"),
                Figure.of("agent.log.threads4.lost-or-torn", 0, "records")
                        .mustBe(Target.atMost(0))
                        .with("points_arrived_and_compared", arrived));
    }
}
