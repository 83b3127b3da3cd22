package dev.headwater.benchmarks.agent;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.Curve;
import dev.headwater.benchmarks.agent.guest.LatencyMain;
import java.io.IOException;
import java.util.List;

/**
 * How long single log calls take, with shipper and broker at work on the same machine and segments rolling. The control
 * is the same two clock readings with nothing between them, right behind each call: what the machine does to any code.
 */
final class LatencyFigures implements Benchmark {

    private static final int PER_STEP = 100;
    private static final int POINTS_PER_SEGMENT = (4 << 20) / 32;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String purpose() {
        return "Metric.log, 10 million single calls: p50 to maximum, without pause and 100 per step of 1 ms";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        int calls = stage.size(10_000_000, 100_000);
        return List.of(
                measure(stage, "agent.log.latency.p99.9", calls, 0, "calls without a pause between"),
                measure(stage, "agent.log.latency-paced.p99.9", calls, 1_000, "100 metrics per step of 1 ms"));
    }

    private static Figure measure(Stage stage, String name, int calls, int stepMicros, String how)
            throws IOException, InterruptedException {
        Answers answers = stage.guests().run(LatencyMain.class, calls, PER_STEP, stepMicros);
        long arrived = AgentBenchmarks.count(stage, answers, Curve.SMOOTH).points();
        double clock = answers.number("control.p50.0");
        double p999 = corrected(answers, "p99.9", clock);
        return Figure.of(name, p999 / 1_000, "us")
                .mustBe(Target.atMost(5))
                .against(answers.number("control.p99.9") / 1_000)
                .with("how", how + "; baseline: the clock read twice, behind each call")
                .with("calls", answers.count("timed"))
                .with("seconds", answers.number("seconds"))
                .with("clock_ns", clock)
                .with("p50_ns", corrected(answers, "p50.0", clock))
                .with("p90_ns", corrected(answers, "p90.0", clock))
                .with("p99_ns", corrected(answers, "p99.0", clock))
                .with("p99.9_ns", p999)
                .with("p99.99_ns", corrected(answers, "p99.99", clock))
                .with("p99.999_ns", corrected(answers, "p99.999", clock))
                .with("max_ns", answers.number("log.max"))
                .with("control_p99_ns", answers.number("control.p99.0"))
                .with("control_p99.99_ns", answers.number("control.p99.99"))
                .with("control_p99.999_ns", answers.number("control.p99.999"))
                .with("control_max_ns", answers.number("control.max"))
                .with("bytes_allocated_by_the_thread", answers.count("allocated"))
                .with("segments", arrived / POINTS_PER_SEGMENT)
                .with("points_arrived_and_compared", arrived);
    }

    /** Less what reading the clock takes; that is in every measured call once. */
    private static double corrected(Answers answers, String percentile, double clock) {
        return Math.max(0, answers.number("log." + percentile) - clock);
    }
}
