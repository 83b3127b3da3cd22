package dev.headwater.launcher.replay;

import dev.headwater.agent.Collector;
import dev.headwater.agent.Metric;
import dev.headwater.agent.Run;
import dev.headwater.agent.RunBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Publishes logs as runs through the agent, as if each run happened now unless its log knows the times. */
public final class Replay {

    private static final int REPORT_EVERY = 10_000;

    private final Collector collector;
    private final Consumer<String> warnings;
    private final LongConsumer published;

    /**
     * @param collector waits when its journal is full
     * @param warnings takes a line for a person
     * @param published takes the number of points since its last call
     */
    public Replay(Collector collector, Consumer<String> warnings, LongConsumer published) {
        this.collector = collector;
        this.warnings = warnings;
        this.published = published;
    }

    /**
     * Publishes one run.
     *
     * @return number of points
     * @throws dev.headwater.launcher.CommandFailure when the file has a bad line; nothing of the run is published then
     */
    public long publish(ReplayPlan plan) {
        CsvLog log = CsvLog.open(plan.csv(), plan.step(), plan.time());
        log.leftOut()
                .forEach(column -> warnings.accept(plan.csv() + ":" + column.line() + ": column \"" + column.header()
                        + "\" is left out: \"" + column.firstValue() + "\" is not a number"));
        RunBuilder builder = collector
                .experiment(plan.experiment())
                .captureNothing()
                .joined(false)
                .params(plan.params());
        if (!plan.name().isEmpty()) {
            builder.name(plan.name());
        }
        plan.tags().forEach(builder::tag);
        log.begin().ifPresent(builder::startedAt);
        Run run = builder.start();
        List<Metric> metrics = new ArrayList<>();
        log.columns().forEach(column -> metrics.add(run.metric(column.name(), column.context())));
        long[] unreported = new long[1];
        log.read((column, step, time, value) -> {
            if (time == CsvLog.NO_TIME) {
                metrics.get(column).log(step, value);
            } else {
                metrics.get(column).log(step, value, time);
            }
            if (++unreported[0] == REPORT_EVERY) {
                published.accept(unreported[0]);
                unreported[0] = 0;
            }
        });
        published.accept(unreported[0]);
        run.end(plan.status(), null, log.end().orElse(null));
        return log.points();
    }
}
