package dev.headwater.processor.topology;

import dev.headwater.processor.completeness.Boot;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.state.Quota;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.store.SeriesStore;
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

    private static final List<String> BY_RUN =
            List.of(Names.RUNS, Names.QUOTAS, Names.PULSES, Names.PENDING, Names.RUN_WATCHES);
    private static final List<String> BY_PREFIX = List.of(Names.BOOTS, Names.RECENT_BATCHES, Names.RANK_PULSES);

    private final ProcessorContext<?, ?> context;
    private final KeyValueStore<String, BootState> boots;
    private final KeyValueStore<String, RunState> runs;
    private final SeriesStore series;
    private final KeyValueStore<String, Quota> quotas;

    RunStores(ProcessorContext<?, ?> context) {
        this.context = context;
        this.boots = context.getStateStore(Names.BOOTS);
        this.runs = context.getStateStore(Names.RUNS);
        this.series = context.getStateStore(Names.SERIES_STATE);
        this.quotas = context.getStateStore(Names.QUOTAS);
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

    /** Points that came in series beyond the bound of the run. */
    long pointsSetAside(String runId) {
        Quota used = quotas.get(runId);
        return used == null ? 0 : used.getPointsSetAside();
    }

    /** Energy that the run has used so far; empty when none was measured. */
    OptionalDouble joules(String runId) {
        List<Series> energy = series.ofRun(runId).stream()
                .filter(each -> each.name().isEnergy())
                .toList();
        return energy.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(energy.stream().mapToDouble(Series::joules).sum());
    }

    /** Drops all that is kept of the run. What was said of it stays said. */
    void forget(String runId) {
        for (String name : BY_PREFIX) {
            KeyValueStore<String, ?> store = context.getStateStore(name);
            StoreKeys.deleteOf(runId, store);
        }
        series.forget(runId);
        for (String name : BY_RUN) {
            KeyValueStore<String, ?> store = context.getStateStore(name);
            store.delete(runId);
        }
    }
}
