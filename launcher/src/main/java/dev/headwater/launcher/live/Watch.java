package dev.headwater.launcher.live;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Sparkline;
import dev.headwater.schemas.Columns;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lines for a person: at most one a second for each series, with its last value and its curve. */
final class Watch implements LiveEvents {

    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final int CURVE = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Choice choice;
    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Series> series = new LinkedHashMap<>();

    /** @param nanoTime the clock that decides what is a second */
    Watch(Choice choice, PrintStream out, LongSupplier nanoTime) {
        this.choice = choice;
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void event(RunEvent event) {
        if (!choice.run(event.getRunId())) {
            return;
        }
        if (event.getPayload() instanceof RunStarted started && !started.getJoined()) {
            if (started.getName() != null) {
                names.put(event.getRunId(), started.getName());
            }
            line(event.getOccurredAt(), event.getRunId(), "started");
        } else if (event.getPayload() instanceof RunEnded ended) {
            flush(true);
            line(
                    event.getOccurredAt(),
                    event.getRunId(),
                    "ended: " + ended.getStatus()
                            + (ended.getErrorMessage() == null ? "" : ", " + ended.getErrorMessage()));
        }
    }

    @Override
    public void points(String runId, MetricColumns columns) {
        if (!choice.run(runId) || !choice.metric(columns.getName(), columns.getContext())) {
            return;
        }
        Series known = series.computeIfAbsent(
                runId + "\n" + columns.getContext() + "\n" + columns.getName(),
                key -> new Series(runId, Choice.label(columns.getName(), columns.getContext())));
        long[] steps = Columns.absolute(columns.getStepDeltas());
        long[] times = Columns.absolute(columns.getTimeDeltas());
        double[] values = Columns.values(columns.getValues());
        for (int i = 0; i < values.length; i++) {
            known.curve.add(values[i]);
        }
        if (values.length > 0) {
            known.fresh += values.length;
            known.step = steps[steps.length - 1];
            known.time = Instant.ofEpochMilli(times[times.length - 1]);
            known.value = values[values.length - 1];
        }
    }

    @Override
    public void finding(Anomaly anomaly) {
        if (choice.run(anomaly.getRunId())
                && (anomaly.getName() == null
                        || choice.metric(
                                anomaly.getName(), anomaly.getContext() == null ? "" : anomaly.getContext()))) {
            flush(true);
            line(
                    anomaly.getDetectedAt(),
                    anomaly.getRunId(),
                    "! " + anomaly.getSeverity() + " " + anomaly.getRule() + " (" + anomaly.getState() + "): "
                            + anomaly.getMessage());
        }
    }

    /** Prints the series that have news and were quiet for a second. */
    void flush(boolean all) {
        long now = nanoTime.getAsLong();
        for (Series known : series.values()) {
            if (known.fresh > 0 && (all || now - known.printed >= QUIET_NANOS)) {
                line(
                        known.time,
                        known.runId,
                        String.format(
                                Locale.ROOT,
                                "%-28s step %-8d %-12s %s%s",
                                known.label,
                                known.step,
                                Figures.of(known.value),
                                known.curve,
                                known.fresh > 1 ? "  " + Figures.count(known.fresh) + " points" : ""));
                known.fresh = 0;
                known.printed = now;
            }
        }
    }

    private void line(Instant time, String runId, String text) {
        out.println(LocalTime.ofInstant(time, ZoneId.systemDefault()).format(TIME) + "  "
                + names.getOrDefault(runId, runId) + "  " + text);
    }

    private static final class Series {
        private final String runId;
        private final String label;
        private final Sparkline curve = new Sparkline(CURVE);
        private long fresh;
        private long step;
        private Instant time = Instant.EPOCH;
        private double value;
        private long printed = Long.MIN_VALUE / 2;

        Series(String runId, String label) {
            this.runId = runId;
            this.label = label;
        }
    }
}
