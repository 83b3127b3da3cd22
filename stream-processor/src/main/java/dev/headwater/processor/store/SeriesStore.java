package dev.headwater.processor.store;

import dev.headwater.processor.detect.Watched;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.series.Stored;
import dev.headwater.processor.state.ChunkPart;
import dev.headwater.processor.state.QuantilesState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.store.LiveRun.Live;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The series of a task, those of the runs lately heard of as live objects: a batch changes the objects, and a commit writes
 * those that changed.
 *
 * <p>Kafka Streams tells a {@link CachedStateStore} to flush before each commit, and no other store. That interface is
 * internal to it; a test fails when it no longer holds. What was not flushed belongs to a transaction that was not committed,
 * and is forgotten with it: the store is closed, and opened anew from its changelog.
 */
public final class SeriesStore implements StateStore, CachedStateStore<String, SeriesState> {

    /** Makes a series again from what is stored. */
    @FunctionalInterface
    public interface Reviver {
        Watched revive(SeriesState state, Stored stored);
    }

    /** Memory of a run without its series, about. */
    private static final long RUN_BYTES = 512;

    private final KeyValueStore<String, SeriesState> states;
    private final LiveBudget budget;
    /** The least recently used first. */
    private final Map<String, LiveRun> runs = new LinkedHashMap<>(16, 0.75f, true);

    private final List<Live> changed = new ArrayList<>();
    private @Nullable KeyValueStore<String, ChunkPart> parts;
    private @Nullable KeyValueStore<String, QuantilesState> sketches;
    private @Nullable Reviver reviver;

    SeriesStore(KeyValueStore<String, SeriesState> states, LiveBudget budget) {
        this.states = states;
        this.budget = budget;
    }

    /** To be called before anything is asked. */
    public void connect(
            KeyValueStore<String, ChunkPart> parts, KeyValueStore<String, QuantilesState> sketches, Reviver reviver) {
        this.parts = parts;
        this.sketches = sketches;
        this.reviver = reviver;
    }

    public Optional<Watched> find(String runId, SeriesName.Place place) {
        return Optional.ofNullable(run(runId).find(place)).map(live -> live.watched);
    }

    /** Takes a new series. */
    public void add(String runId, Watched fresh) {
        SeriesName name = fresh.series().name();
        run(runId).add(new Live(fresh, stored(StoreKeys.series(runId, name.id()))));
        change(runId, name.place());
    }

    /** The series was changed, and is to be written with the next commit. */
    public void change(String runId, SeriesName.Place place) {
        Live live = Objects.requireNonNull(run(runId).find(place));
        if (!live.changed) {
            live.changed = true;
            changed.add(live);
        }
    }

    /** All series of the run, always in the same order. */
    public List<Series> ofRun(String runId) {
        return run(runId).all().stream()
                .map(live -> live.watched.series())
                .sorted(Comparator.comparing(series -> series.name().id()))
                .toList();
    }

    private LiveRun run(String runId) {
        LiveRun run = runs.get(runId);
        if (run == null) {
            run = read(runId);
            runs.put(runId, run);
        }
        return run;
    }

    private LiveRun read(String runId) {
        LiveRun run = new LiveRun();
        run.use(RUN_BYTES);
        budget.use(RUN_BYTES);
        try (KeyValueIterator<String, SeriesState> found =
                states.prefixScan(StoreKeys.prefix(runId), new StringSerializer())) {
            found.forEachRemaining(each -> {
                StoredSeries stored = stored(each.key);
                run.add(new Live(Objects.requireNonNull(reviver).revive(each.value, stored), stored));
            });
        }
        run.all().forEach(live -> account(run, live));
        return run;
    }

    private StoredSeries stored(String key) {
        return new StoredSeries(key, Objects.requireNonNull(parts), Objects.requireNonNull(sketches));
    }

    private void account(LiveRun run, Live live) {
        int more = live.growth();
        run.use(more);
        budget.use(more);
    }

    @Override
    public void flushCache() {
        for (Live live : changed) {
            Series series = live.watched.series();
            series.seal().ifPresent(part -> live.stored.put(series.parts() - 1, part));
            series.changedQuantiles().ifPresent(live.stored::put);
            states.put(live.stored.key(), live.watched.state());
            live.changed = false;
            LiveRun run = runs.get(StoreKeys.run(live.stored.key()));
            if (run != null) {
                account(run, live);
            }
        }
        changed.clear();
        for (Iterator<LiveRun> old = runs.values().iterator(); budget.exceeded() && old.hasNext(); ) {
            budget.use(-old.next().bytes());
            old.remove();
        }
    }

    /** Drops all that is kept of the run. */
    public void forget(String runId) {
        changed.removeIf(live -> StoreKeys.run(live.stored.key()).equals(runId));
        LiveRun live = runs.remove(runId);
        if (live != null) {
            budget.use(-live.bytes());
        }
        for (KeyValueStore<String, ?> store :
                List.of(states, Objects.requireNonNull(parts), Objects.requireNonNull(sketches))) {
            StoreKeys.deleteOf(runId, store);
        }
    }

    /** What is written, for tests and for entries to be counted. */
    public KeyValueStore<String, SeriesState> written() {
        return states;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<String, SeriesState> listener, boolean sendOldValues) {
        return false;
    }

    /** Called when a standby takes over, whose state came past this store; it has nothing live then. */
    @Override
    public void clearCache() {
        runs.values().forEach(run -> budget.use(-run.bytes()));
        runs.clear();
        changed.clear();
    }

    @Override
    public String name() {
        return states.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        states.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        states.commit(offsets);
    }

    @Override
    @SuppressWarnings("deprecation") // The state manager still asks a store that it wraps itself.
    public void flush() {
        states.flush();
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return states.committedOffset(partition);
    }

    @Override
    public boolean managesOffsets() {
        return states.managesOffsets();
    }

    @Override
    public Position getPosition() {
        return states.getPosition();
    }

    @Override
    public void close() {
        clearCache();
        states.close();
    }

    @Override
    public boolean persistent() {
        return states.persistent();
    }

    @Override
    public boolean isOpen() {
        return states.isOpen();
    }
}
