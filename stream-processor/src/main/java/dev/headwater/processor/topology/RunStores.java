package dev.headwater.processor.topology;

import dev.headwater.processor.completeness.Boot;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.store.StoreKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** All that is kept of a run, across the stores. */
final class RunStores {

    private static final List<String> BY_RUN = List.of(Names.RUNS, Names.QUOTAS, Names.PULSES, Names.RUN_WATCHES);
    private static final List<String> BY_PREFIX =
            List.of(Names.BOOTS, Names.RECENT_BATCHES, Names.SERIES_STATE, Names.PENDING);

    private final ProcessorContext<?, ?> context;
    private final KeyValueStore<String, BootState> boots;
    private final KeyValueStore<String, RunState> runs;
    private final KeyValueStore<String, SeriesState> series;

    RunStores(ProcessorContext<?, ?> context) {
        this.context = context;
        this.boots = context.getStateStore(Names.BOOTS);
        this.runs = context.getStateStore(Names.RUNS);
        this.series = context.getStateStore(Names.SERIES_STATE);
    }

    List<Boot> boots(String runId) {
        List<Boot> all = new ArrayList<>();
        try (KeyValueIterator<String, BootState> found =
                boots.prefixScan(StoreKeys.prefix(runId), new StringSerializer())) {
            found.forEachRemaining(boot -> all.add(Boot.of(boot.value)));
        }
        return all;
    }

    Optional<RunState> run(String runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    /** Energy that the run has used so far; empty when none was measured. */
    OptionalDouble joules(String runId) {
        List<Double> parts = new ArrayList<>();
        try (KeyValueIterator<String, SeriesState> found =
                series.prefixScan(StoreKeys.resources(runId), new StringSerializer())) {
            found.forEachRemaining(each -> {
                if (Series.nameOf(each.value).isEnergy()) {
                    parts.add(Series.joules(each.value));
                }
            });
        }
        return parts.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        parts.stream().mapToDouble(Double::doubleValue).sum());
    }

    /** Drops all that is kept of the run. What was said of it stays said. */
    void forget(String runId) {
        for (String name : BY_PREFIX) {
            forgetByPrefix(context.getStateStore(name), StoreKeys.prefix(runId));
        }
        for (String name : BY_RUN) {
            KeyValueStore<String, ?> store = context.getStateStore(name);
            store.delete(runId);
        }
    }

    private static <V> void forgetByPrefix(KeyValueStore<String, V> store, String prefix) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, V> found = store.prefixScan(prefix, new StringSerializer())) {
            found.forEachRemaining(each -> keys.add(each.key));
        }
        keys.forEach(store::delete);
    }
}
