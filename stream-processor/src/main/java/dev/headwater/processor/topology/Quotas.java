package dev.headwater.processor.topology;

import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Budget;
import dev.headwater.processor.state.Quota;
import org.apache.kafka.streams.state.KeyValueStore;

/** How much of its bounds each run has used. */
final class Quotas {

    private final Settings settings;
    private final KeyValueStore<String, Quota> store;

    Quotas(Settings settings, KeyValueStore<String, Quota> store) {
        this.settings = settings;
        this.store = store;
    }

    boolean hasSeries(String runId) {
        return used(runId).getSeries() > 0;
    }

    boolean grantSeries(String runId) {
        Quota used = used(runId);
        if (used.getSeries() >= settings.seriesPerRun()) {
            return false;
        }
        store.put(
                runId,
                new Quota(used.getSeries() + 1, used.getFindings(), used.getMutedFindings(), used.getPointsSetAside()));
        return true;
    }

    boolean grantFinding(String runId, Severity severity) {
        Quota used = used(runId);
        boolean granted = used.getFindings() < Budget.limit(severity, settings.findingsPerRun());
        store.put(
                runId,
                new Quota(
                        used.getSeries(),
                        used.getFindings() + (granted ? 1 : 0),
                        used.getMutedFindings() + (granted ? 0 : 1),
                        used.getPointsSetAside()));
        return granted;
    }

    /** Points of series beyond the bound: they arrived, but only the dead letters have them. */
    void setAside(String runId, long points) {
        Quota used = used(runId);
        store.put(
                runId,
                new Quota(
                        used.getSeries(),
                        used.getFindings(),
                        used.getMutedFindings(),
                        used.getPointsSetAside() + points));
    }

    private Quota used(String runId) {
        Quota used = store.get(runId);
        return used == null ? new Quota(0, 0, 0, 0L) : used;
    }
}
