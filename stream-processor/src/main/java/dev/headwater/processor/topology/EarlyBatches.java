package dev.headwater.processor.topology;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.state.EarlyBatch;
import dev.headwater.processor.store.StateSerde;
import dev.headwater.processor.store.StoreKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Batches whose run has not said its start yet. Topics are read side by side, and a backlog of metrics may be ahead of the
 * start that says which experiment's rules judge them; so they wait for it, in the order in which they came, within bounds.
 */
final class EarlyBatches {

    /** A run that says no start for so long is judged by the rules for all runs. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int PER_RUN = 1_000;
    private static final int AT_MOST = 10_000;

    private static final class Waiting {
        private final long since;
        private int batches;

        private Waiting(long since) {
            this.since = since;
        }
    }

    private final KeyValueStore<String, EarlyBatch> store;
    private final StateSerde<MetricBatch> metrics = new StateSerde<>(MetricBatch.getClassSchema());
    private final StateSerde<HardwareBatch> hardware = new StateSerde<>(HardwareBatch.getClassSchema());
    private final LongSupplier clock;
    /** Runs by id, the longest waiting first. What is stored is read once, and waits from then on. */
    private final Map<String, Waiting> runs = new LinkedHashMap<>();

    private int batches;

    private boolean read;

    /** @param clock of the processor, milliseconds since 1970-01-01T00:00:00Z */
    EarlyBatches(KeyValueStore<String, EarlyBatch> store, LongSupplier clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @return false when it has no room for it */
    boolean keep(String runId, Arrived arrived) {
        Waiting known = runs().get(runId);
        int index = known == null ? 0 : known.batches;
        if (index == PER_RUN || batches == AT_MOST) {
            return false;
        }
        count(runId);
        store.put(StoreKeys.early(runId, index), stored(arrived));
        return true;
    }

    private void count(String runId) {
        runs.computeIfAbsent(runId, fresh -> new Waiting(clock.getAsLong())).batches++;
        batches++;
    }

    private Map<String, Waiting> runs() {
        if (!read) {
            read = true;
            try (KeyValueIterator<String, EarlyBatch> stored = store.all()) {
                stored.forEachRemaining(each -> count(StoreKeys.run(each.key)));
            }
        }
        return runs;
    }

    /** A run that has waited since then at least. */
    Optional<String> waitingSince(long then) {
        return runs().entrySet().stream()
                .findFirst()
                .filter(first -> first.getValue().since <= then)
                .map(Map.Entry::getKey);
    }

    /** All that is kept of the run, to be judged now. */
    List<Arrived> take(String runId) {
        Waiting waiting = runs().remove(runId);
        if (waiting == null) {
            return List.of();
        }
        batches -= waiting.batches;
        List<Arrived> taken = new ArrayList<>(waiting.batches);
        for (int index = 0; index < waiting.batches; index++) {
            EarlyBatch stored = store.delete(StoreKeys.early(runId, index));
            if (stored != null) {
                taken.add(arrived(stored));
            }
        }
        return taken;
    }

    private EarlyBatch stored(Arrived arrived) {
        byte[] bytes = arrived.batch() instanceof MetricBatch batch
                ? metrics.serialize("", batch)
                : hardware.serialize("", (HardwareBatch) arrived.batch());
        Origin origin = arrived.origin();
        return new EarlyBatch(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                arrived.timestamp(),
                arrived.batch() instanceof HardwareBatch,
                ByteBuffer.wrap(Objects.requireNonNull(bytes)));
    }

    private Arrived arrived(EarlyBatch stored) {
        byte[] bytes = new byte[stored.getBatch().remaining()];
        stored.getBatch().duplicate().get(bytes);
        SpecificRecord batch = stored.getHardware() ? hardware.deserialize("", bytes) : metrics.deserialize("", bytes);
        return new Arrived(
                Objects.requireNonNull(batch),
                new Origin(stored.getTopic(), stored.getPartition(), stored.getOffset()),
                stored.getTimestamp());
    }
}
