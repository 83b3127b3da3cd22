package dev.headwater.benchmarks.agent;

import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Orphans;
import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.Curve;
import dev.headwater.benchmarks.agent.guest.JmhMain;
import dev.headwater.benchmarks.agent.guest.LogBenchmark;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What one log call costs a thread, and that it allocates nothing. */
final class LogFigures implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What the measuring itself allocates per call is some hundredths of a byte; an object has at least 16. */
    private static final double NOTHING = 0.5;

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String purpose() {
        return "Metric.log by one thread: average time, against a bare mapped append, and bytes allocated (JMH)";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        String benchmarks = LogBenchmark.class.getName() + ".";
        Answers time = stage.guests()
                .run(
                        JmhMain.class,
                        benchmarks + "(bare|shipped)",
                        "average",
                        stage.size(20_000, 300),
                        stage.size(2, 0));
        long arrived = AgentBenchmarks.count(stage, time, Curve.SMOOTH).points();
        Answers bytes = stage.guests()
                .run(JmhMain.class, benchmarks + "(bare|unshipped)", "bursts", stage.size(30, 2), stage.size(1, 0));
        CollectorOptions orphans = CollectorOptions.builder(Map.of())
                .bootstrap(stage.broker().bootstrap())
                .home(stage.guests().home())
                .build();
        Orphans.ship(orphans, PATIENCE);
        long arrivedLater = AgentBenchmarks.count(stage, bytes, Curve.SMOOTH).points();

        double log = time.number("shipped.ns");
        double bare = time.number("bare.ns");
        double allocated = bytes.number("unshipped.bytes");
        return List.of(
                Figure.of("agent.log.average", log, "ns")
                        .mustBe(Target.atMost(100))
                        .against(bare)
                        .with("error_99.9%", time.number("shipped.error"))
                        .with("baseline_error_99.9%", time.number("bare.error"))
                        .with("how", "JMH average time, bursts of " + LogBenchmark.BURST + ", drained to Kafka between")
                        .with("processor_ns", time.number("shipped.processor"))
                        .with("points_arrived_and_compared", arrived)
                        .with("thinned", 0),
                Figure.of("agent.log.against-bare-append", log / bare, "times").mustBe(Target.atMost(3)),
                Figure.of("agent.log.allocated", Math.max(0, allocated), "B")
                        .mustBe(Target.below(NOTHING))
                        .against(bytes.number("bare.bytes"))
                        .with("how", "JMH gc.alloc.rate.norm of the whole process, shipper at rest; target is 0")
                        .with("ns", bytes.number("unshipped.ns"))
                        .with("points_arrived_and_compared", arrivedLater));
    }
}
