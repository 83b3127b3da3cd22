package dev.headwater.processor.store;

import dev.headwater.processor.state.SeriesState;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Puts a {@link SeriesStore} before a store of states. */
public final class SeriesStoreBuilder implements StoreBuilder<SeriesStore> {

    private final StoreBuilder<KeyValueStore<String, SeriesState>> states;
    private final LiveBudget budget;

    /** @param states not cached: what is live is cached enough */
    public SeriesStoreBuilder(StoreBuilder<KeyValueStore<String, SeriesState>> states, LiveBudget budget) {
        this.states = states;
        this.budget = budget;
    }

    @Override
    public SeriesStore build() {
        return new SeriesStore(states.build(), budget);
    }

    @Override
    public StoreBuilder<SeriesStore> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<SeriesStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<SeriesStore> withLoggingEnabled(Map<String, String> config) {
        return new SeriesStoreBuilder(states.withLoggingEnabled(config), budget);
    }

    @Override
    public StoreBuilder<SeriesStore> withLoggingDisabled() {
        return new SeriesStoreBuilder(states.withLoggingDisabled(), budget);
    }

    @Override
    public Map<String, String> logConfig() {
        return states.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return states.loggingEnabled();
    }

    @Override
    public String name() {
        return states.name();
    }
}
