package dev.headwater.processor.topology;

import dev.headwater.processor.store.StoreKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Runs with points that were not said yet, the longest waiting first. What is stored is read once; from then on nothing is
 * searched, however many runs there are.
 */
final class Unsaid {

    private final KeyValueStore<String, Long> store;
    private final Map<String, Long> since = new LinkedHashMap<>();
    private boolean read;

    Unsaid(KeyValueStore<String, Long> store) {
        this.store = store;
    }

    /** @param now milliseconds since 1970-01-01T00:00:00Z */
    void grew(String runId, long now) {
        if (known().putIfAbsent(runId, now) == null) {
            store.put(runId, now);
        }
    }

    /** The run that has waited longest, if it has waited since then at least. */
    Optional<String> waitingSince(long then) {
        return known().entrySet().stream()
                .findFirst()
                .filter(first -> first.getValue() <= then)
                .map(Map.Entry::getKey);
    }

    void said(String runId) {
        if (known().remove(runId) != null) {
            store.delete(runId);
        }
    }

    private Map<String, Long> known() {
        if (!read) {
            read = true;
            read();
        }
        return since;
    }

    private void read() {
        Map<String, Long> stored = new HashMap<>();
        List<String> bySeries = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, Long> each = all.next();
                if (StoreKeys.isOfRun(each.key)) {
                    // The first release kept each series here.
                    bySeries.add(each.key);
                    stored.merge(StoreKeys.run(each.key), each.value, Math::min);
                } else {
                    stored.merge(each.key, each.value, Math::min);
                }
            }
        }
        for (String key : bySeries) {
            store.delete(key);
            String runId = StoreKeys.run(key);
            store.put(runId, stored.get(runId));
        }
        stored.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .forEach(each -> since.put(each.getKey(), each.getValue()));
    }
}
