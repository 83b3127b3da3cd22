package dev.headwater.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** A program that is loaded by several class loaders of one JVM, each with an agent of its own. */
public final class TwinTrainer implements Callable<String> {

    private final CollectorOptions options;

    public TwinTrainer(String bootstrap, String home) {
        options = CollectorOptions.builder(Map.of())
                .bootstrap(bootstrap)
                .home(Path.of(home))
                .build();
    }

    @Override
    public String call() {
        // Not closed: the others begin while this one is still at work, and must leave its journal alone.
        Collector collector = Collector.open(options);
        Run run = collector.experiment("twin").start();
        Metric loss = run.metric("loss", "train");
        for (int step = 0; step < 10_000; step++) {
            loss.log(step, 1.0 / (step + 1));
        }
        run.end(null);
        collector.drain(Duration.ofSeconds(30));
        return run.id();
    }
}
