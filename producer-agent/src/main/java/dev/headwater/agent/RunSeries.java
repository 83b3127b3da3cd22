package dev.headwater.agent;

import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.journal.Series;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The metrics and resources of a run, each defined once. Any thread. */
final class RunSeries {

    private record Key(String first, String second, String unit) {}

    private final RunJournal journal;
    private final OneWarning warning;
    private final String host;
    private final InstantSource clock;
    private final ConcurrentMap<Key, Metric> metrics = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, Resource> resources = new ConcurrentHashMap<>();

    /** @param host name of the host, for hardware samples */
    RunSeries(RunJournal journal, OneWarning warning, String host, InstantSource clock) {
        this.journal = journal;
        this.warning = warning;
        this.host = host;
        this.clock = clock;
    }

    Metric metric(@Nullable String name, @Nullable String context) {
        if (name == null || name.isEmpty()) {
            warning.warn("a metric without a name is ignored, in context", context);
            return new Metric(null, Series.metric(-1, "", ""));
        }
        Key key = new Key(ParamValue.name(name), context == null ? "" : ParamValue.name(context), "");
        Metric metric = metrics.computeIfAbsent(
                key,
                absent -> journal.metric(key.first(), key.second())
                        .map(series -> new Metric(journal, series, clock))
                        .orElse(null));
        if (metric == null) {
            // Not remembered: whoever asks again may find room.
            warning.warn("no room for one more metric, its points are ignored", name);
            return new Metric(null, Series.metric(-1, key.first(), key.second()));
        }
        return metric;
    }

    Resource resource(@Nullable String device, @Nullable String quantity, @Nullable String unit) {
        Key key = new Key(
                device == null ? "" : ParamValue.name(device),
                quantity == null ? "" : ParamValue.name(quantity),
                unit == null ? "1" : ParamValue.name(unit));
        Resource resource = resources.computeIfAbsent(
                key,
                absent -> journal.hardware(host, key.first(), key.second(), key.unit())
                        .map(series -> new Resource(journal, series, clock))
                        .orElse(null));
        return resource == null ? Resource.NONE : resource;
    }
}
