package dev.headwater.benchmarks.agent;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.Curve;
import dev.headwater.benchmarks.agent.guest.FootprintMain;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the agent takes beside a trainer that logs 100 points per second: processor, heap, threads. */
final class FootprintFigures implements Benchmark {

    private static final String THREAD = "thread.";

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String purpose() {
        return "At 100 points per second, everything on: processor, heap and threads that the agent takes";
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        int hurry = stage.size(60, 1);
        int settle = stage.size(20, 1);
        int seconds = stage.size(120, 2);
        Answers without = stage.guests().run(FootprintMain.class, "without", hurry, settle, seconds / 2);
        Answers with = stage.guests().run(FootprintMain.class, "with", hurry, settle, seconds);
        long arrived = AgentBenchmarks.count(stage, with, Curve.SMOOTH).points();
        Map<String, Object> threads = new TreeMap<>();
        double own = 0;
        for (String key : with.texts().keySet()) {
            if (key.startsWith(THREAD) && !without.texts().containsKey(key)) {
                threads.put(key.substring(THREAD.length()), with.number(key) * 100);
                own += with.number(key) * 100;
            }
        }
        double processWith = with.number("processor") * 100;
        double processWithout = without.number("processor") * 100;
        return List.of(
                Figure.of("agent.footprint.processor", processWith - processWithout, "% of a core")
                        .mustBe(Target.below(0.5))
                        .with("how", "whole process, with less without; " + seconds + " s after many batches")
                        .with("process_with", processWith)
                        .with("process_without", processWithout)
                        .with("own_threads", own)
                        .with("batches_before", with.count("hurried"))
                        .with("start_with_s", with.number("processor.start"))
                        .with("start_without_s", without.number("processor.start"))
                        .with("points_arrived_and_compared", arrived),
                Figure.of("agent.footprint.heap", (with.number("heap") - without.number("heap")) / (1 << 20), "MB")
                        .mustBe(Target.below(32))
                        .with("how", "live after collections, with less without")
                        .with("heap_without_MB", without.number("heap") / (1 << 20)),
                Figure.of("agent.footprint.threads", threads.size(), "threads")
                        .mustBe(Target.atMost(2))
                        .with("percent_of_a_core", threads));
    }
}
