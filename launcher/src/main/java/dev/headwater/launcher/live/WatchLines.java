package dev.headwater.launcher.live;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.launcher.Json;
import dev.headwater.schemas.Columns;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines for a program: one JSON object for each point, finding, begin and end of a run. */
final class WatchLines implements LiveEvents {

    private final Choice choice;
    private final PrintStream out;

    WatchLines(Choice choice, PrintStream out) {
        this.choice = choice;
        this.out = out;
    }

    @Override
    public void event(RunEvent event) {
        if (!choice.run(event.getRunId())) {
            return;
        }
        Map<String, @Nullable Object> line = line("", event.getRunId(), event.getOccurredAt());
        if (event.getPayload() instanceof RunStarted started) {
            line.put("type", "started");
            line.put("name", started.getName());
            line.put("experiment", started.getExperiment());
        } else if (event.getPayload() instanceof RunEnded ended) {
            line.put("type", "ended");
            line.put("status", ended.getStatus().name());
            line.put("error", ended.getErrorMessage());
        } else {
            return;
        }
        line.put("rank", event.getRank());
        out.println(Json.line(line));
    }

    @Override
    public void points(String runId, MetricColumns columns) {
        if (!choice.run(runId) || !choice.metric(columns.getName(), columns.getContext())) {
            return;
        }
        long[] steps = Columns.absolute(columns.getStepDeltas());
        long[] times = Columns.absolute(columns.getTimeDeltas());
        double[] values = Columns.values(columns.getValues());
        for (int i = 0; i < values.length; i++) {
            Map<String, @Nullable Object> line = line("point", runId, Instant.ofEpochMilli(times[i]));
            line.put("name", columns.getName());
            line.put("context", columns.getContext());
            line.put("step", steps[i]);
            line.put("value", values[i]);
            out.println(Json.line(line));
        }
    }

    @Override
    public void finding(Anomaly anomaly) {
        if (!choice.run(anomaly.getRunId())) {
            return;
        }
        Map<String, @Nullable Object> line = line("finding", anomaly.getRunId(), anomaly.getDetectedAt());
        line.put("id", anomaly.getId());
        line.put("rule", anomaly.getRule());
        line.put("severity", anomaly.getSeverity().name());
        line.put("state", anomaly.getState().name());
        line.put("name", anomaly.getName());
        line.put("context", anomaly.getContext());
        line.put("firstStep", anomaly.getFirstStep());
        line.put("lastStep", anomaly.getLastStep());
        line.put("message", anomaly.getMessage());
        out.println(Json.line(line));
    }

    private static Map<String, @Nullable Object> line(String type, String runId, Instant time) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("type", type);
        line.put("runId", runId);
        line.put("time", time.toString());
        return line;
    }
}
