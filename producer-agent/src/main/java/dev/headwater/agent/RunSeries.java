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
        Key given = new Key(name, context == null ? "" : context, "");
        Metric known = metrics.get(given);
        if (known != null) {
            return known;
        }
        Key key = new Key(ParamValue.name(given.first()), ParamValue.name(given.second()), "");
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
        // Under the name it was asked for as well, so that names are looked through for secrets once only.
        metrics.putIfAbsent(given, metric);
        return metric;
    }

    Resource resource(@Nullable String device, @Nullable String quantity, @Nullable String unit) {
        Key given = new Key(device == null ? "" : device, quantity == null ? "" : quantity, unit == null ? "1" : unit);
        Resource known = resources.get(given);
        if (known != null) {
            return known;
        }
        Key key =
                new Key(ParamValue.name(given.first()), ParamValue.name(given.second()), ParamValue.name(given.unit()));
        Resource resource = resources.computeIfAbsent(
                key,
                absent -> journal.hardware(host, key.first(), key.second(), key.unit())
                        .map(series -> new Resource(journal, series, clock))
                        .orElse(null));
        if (resource == null) {
            return Resource.NONE;
        }
        resources.putIfAbsent(given, resource);
        return resource;
    }
}
