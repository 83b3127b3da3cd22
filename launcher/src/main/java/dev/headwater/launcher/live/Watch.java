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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Lines for a person: at most one a second for each series, with its last value and its curve. The topics are not read
 * in step with each other, so the lines of a run wait a second for its start, which says its name.
 */
final class Watch implements LiveEvents {

    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final long NAME_NANOS = 1_000_000_000L;
    private static final int CURVE = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Choice choice;
    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Series> series = new LinkedHashMap<>();
    private final Set<String> introduced = new HashSet<>();
    private final Map<String, Held> held = new LinkedHashMap<>();

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
            introduced.add(event.getRunId());
            line(event.getOccurredAt(), event.getRunId(), "started");
            Held waiting = held.remove(event.getRunId());
            if (waiting != null) {
                waiting.print.forEach(Runnable::run);
            }
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

    /** Prints the series that have news and were quiet for a second, and what has waited long enough for a name. */
    void flush(boolean all) {
        long now = nanoTime.getAsLong();
        introduce(false);
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

    /** Prints what is left, as this is the end. */
    void close() {
        flush(true);
        introduce(true);
    }

    /** Takes those runs as they are that nobody has named within a second. */
    private void introduce(boolean all) {
        long now = nanoTime.getAsLong();
        held.entrySet().removeIf(entry -> {
            Held waiting = entry.getValue();
            if (!all && now - waiting.since < NAME_NANOS) {
                return false;
            }
            introduced.add(entry.getKey());
            waiting.print.forEach(Runnable::run);
            return true;
        });
    }

    private void line(Instant time, String runId, String text) {
        if (introduced.contains(runId)) {
            print(time, runId, text);
        } else {
            held.computeIfAbsent(runId, id -> new Held(nanoTime.getAsLong()))
                    .print
                    .add(() -> print(time, runId, text));
        }
    }

    private void print(Instant time, String runId, String text) {
        out.println(LocalTime.ofInstant(time, ZoneId.systemDefault()).format(TIME) + "  "
                + names.getOrDefault(runId, runId) + "  " + text);
    }

    /** Lines of a run whose name may still come. */
    private static final class Held {
        private final long since;
        private final List<Runnable> print = new ArrayList<>();

        Held(long since) {
            this.since = since;
        }
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
