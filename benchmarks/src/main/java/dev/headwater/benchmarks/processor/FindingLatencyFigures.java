package dev.headwater.benchmarks.processor;

import dev.headwater.benchmarks.Benchmark;
import dev.headwater.benchmarks.Figure;
import dev.headwater.benchmarks.Guests.Answers;
import dev.headwater.benchmarks.Stage;
import dev.headwater.benchmarks.Target;
import dev.headwater.benchmarks.agent.guest.Curve;
import dev.headwater.benchmarks.agent.guest.NanMain;
import dev.headwater.benchmarks.agent.guest.PacedMain;
import dev.headwater.processor.ProcessorMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * From the call of {@code log} in a trainer to the finding in the hands of a consumer that reads what is committed.
 * Everything has its default settings: the agent sends every 500 ms, the processor commits every 100 ms.
 */
final class FindingLatencyFigures implements Benchmark {

    /** Samples that pay for what is loaded and connected once; they are not counted. */
    private static final int WARM_UP = 20;

    private static final int SAMPLES = 220;

    /** Less than the findings that a run may raise. */
    private static final int PER_RUN = 60;

    private static final Duration START = Duration.ofMinutes(3);

    private static final int STEP_MICROS = 10_000;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String purpose() {
        return "Metric.log of a NaN to the finding received, default settings, without and with load beside";
    }

    @Override
    public List<Figure> measure(Stage stage) throws Exception {
        Path folder = stage.folder().resolve("latency");
        try (Worker worker = Worker.start(
                        folder,
                        ProcessorMain.class,
                        "--bootstrap=" + stage.broker().bootstrap(),
                        "--state-dir=" + folder.resolve("state"));
                FindingListener listener = FindingListener.start(stage.broker().bootstrap())) {
            awaitConsuming(worker);
            Figure alone = sample(stage, worker, listener, "processor.latency.p99", "nothing else is logged");
            int steps = stage.size(17_000, 500);
            CompletableFuture<Answers> load = CompletableFuture.supplyAsync(() -> load(stage, steps));
            Figure loaded = sample(
                    stage,
                    worker,
                    listener,
                    "processor.latency-loaded.p99",
                    "another trainer logs 100 metrics every " + STEP_MICROS / 1_000 + " ms meanwhile");
            load.get();
            return List.of(alone, loaded);
        }
    }

    /** What a processor takes to start is not part of the figure. */
    private static void awaitConsuming(Worker worker) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!worker.log().contains("consuming")) {
            worker.check();
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("it does not consume within " + START + ":\n" + worker.tail());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static Answers load(Stage stage, int steps) {
        try {
            return stage.guests().run(PacedMain.class, steps, 100, STEP_MICROS, Curve.SMOOTH);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static Figure sample(Stage stage, Worker worker, FindingListener listener, String name, String how)
            throws Exception {
        int warmUp = stage.size(WARM_UP, 2);
        int samples = warmUp + stage.size(SAMPLES, 5);
        listener.forget();
        Answers answers = stage.guests().run(NanMain.class, samples, PER_RUN, 150, 850);
        Map<String, Long> received = listener.await(samples, 30);
        worker.check();
        List<Long> millis = new ArrayList<>();
        for (int i = warmUp; i < samples; i++) {
            Long at = received.get("m" + i);
            if (at == null) {
                throw new IllegalStateException("no finding of m" + i + " came:\n" + worker.tail());
            }
            millis.add(at - answers.count("sample.m" + i));
        }
        millis.sort(null);
        return Figure.of(name, percentile(millis, 99), "ms")
                .mustBe(Target.atMost(1_000))
                .with("how", "agent and processor with their defaults, each a process of its own; " + how)
                .with("samples", (long) millis.size())
                .with("p50_ms", percentile(millis, 50))
                .with("p90_ms", percentile(millis, 90))
                .with("max_ms", percentile(millis, 100));
    }

    private static double percentile(List<Long> sorted, int percent) {
        int place = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(1, place) - 1);
    }
}
