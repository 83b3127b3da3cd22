package dev.headwater.launcher.demo;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Sparkline;
import dev.headwater.launcher.live.LiveEvents;
import dev.headwater.schemas.Columns;
import java.util.List;
import java.util.Locale;

/** One run as it looks from Kafka while it trains: a line with step, loss, curve and accuracy. */
final class Curve implements LiveEvents {

    private final String runId;
    private final String name;
    private final Sparkline losses = new Sparkline(32);
    private long points;
    private long step = -1;
    private double loss = Double.NaN;
    private double accuracy = Double.NaN;
    private int findings;
    private boolean ended;

    Curve(String runId, String name) {
        this.runId = runId;
        this.name = name;
    }

    @Override
    public void event(RunEvent event) {
        ended |= event.getRunId().equals(runId) && event.getPayload() instanceof RunEnded;
    }

    @Override
    public void points(String id, MetricColumns columns) {
        if (!id.equals(runId)) {
            return;
        }
        double[] values = Columns.values(columns.getValues());
        points += values.length;
        if (values.length == 0) {
            return;
        }
        if (columns.getName().equals("loss") && columns.getContext().equals("train")) {
            for (double value : values) {
                losses.add(value);
            }
            long[] steps = Columns.absolute(columns.getStepDeltas());
            step = steps[steps.length - 1];
            loss = values[values.length - 1];
        } else if (columns.getName().equals("accuracy")) {
            accuracy = values[values.length - 1];
        }
    }

    @Override
    public void finding(Anomaly anomaly) {
        findings += anomaly.getRunId().equals(runId) ? 1 : 0;
    }

    /** Points that came through Kafka. */
    long points() {
        return points;
    }

    /** Whether the run has said that it ended. */
    boolean ended() {
        return ended;
    }

    double accuracy() {
        return accuracy;
    }

    @Override
    public String toString() {
        List<String> parts = List.of(
                String.format(Locale.ROOT, "  %s  step %4d", name, Math.max(0, step)),
                points == 0 ? "" : String.format(Locale.ROOT, "train/loss %-10s", Figures.of(loss)),
                String.format("%-32s", losses),
                Double.isNaN(accuracy) ? "" : String.format(Locale.ROOT, "validation/accuracy %.3f", accuracy),
                findings == 0 ? "" : findings + (findings == 1 ? " finding" : " findings"));
        return String.join("  ", parts).stripTrailing();
    }
}
