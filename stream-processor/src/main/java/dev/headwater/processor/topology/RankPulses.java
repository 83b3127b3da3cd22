package dev.headwater.processor.topology;

import dev.headwater.processor.completeness.RankReport;
import dev.headwater.processor.completeness.RunReport;
import dev.headwater.processor.state.Phase;
import dev.headwater.processor.state.Pulse;
import dev.headwater.processor.store.StoreKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** When each rank was heard, and where it stands for its lease. */
final class RankPulses {

    /** A sign of life is written down once in this many milliseconds unless it changes something. */
    private static final long REMEMBER_MILLIS = 1_000;

    private final KeyValueStore<String, Pulse> store;

    RankPulses(KeyValueStore<String, Pulse> store) {
        this.store = store;
    }

    /** @return whether the rank was lost before */
    boolean heard(String runId, int rank, long now) {
        String key = StoreKeys.rank(runId, rank);
        Pulse before = store.get(key);
        boolean lost = before != null && before.getPhase() == Phase.LOST;
        if (before == null || lost || now - before.getHeardAt() >= REMEMBER_MILLIS) {
            Phase phase = before == null || lost ? Phase.RUNNING : before.getPhase();
            store.put(key, pulse(now, phase));
        }
        return lost;
    }

    /** When any rank of the run was heard last; 0 when none is known. */
    long heardAt(String runId) {
        long[] latest = new long[1];
        forEach(runId, (rank, pulse) -> latest[0] = Math.max(latest[0], pulse.getHeardAt()));
        return latest[0];
    }

    List<KeyValue<Integer, Pulse>> running(String runId) {
        List<KeyValue<Integer, Pulse>> running = new ArrayList<>();
        forEach(runId, (rank, pulse) -> {
            if (pulse.getPhase() == Phase.RUNNING) {
                running.add(KeyValue.pair(rank, pulse));
            }
        });
        return running;
    }

    Set<Integer> lost(String runId) {
        Set<Integer> lost = new TreeSet<>();
        forEach(runId, (rank, pulse) -> {
            if (pulse.getPhase() == Phase.LOST) {
                lost.add(rank);
            }
        });
        return lost;
    }

    void lose(String runId, int rank, long heardAt) {
        store.put(StoreKeys.rank(runId, rank), pulse(heardAt, Phase.LOST));
    }

    /** Takes over which ranks have ended, and which were begun again. */
    void follow(String runId, RunReport report) {
        for (RankReport rank : report.ranks()) {
            String key = StoreKeys.rank(runId, rank.rank());
            Pulse pulse = store.get(key);
            boolean ended = rank.end().isPresent();
            if (pulse != null && ended != (pulse.getPhase() == Phase.ENDED)) {
                store.put(key, pulse(pulse.getHeardAt(), ended ? Phase.ENDED : Phase.RUNNING));
            }
        }
    }

    private static Pulse pulse(long heardAt, Phase phase) {
        return new Pulse(heardAt, 0L, phase, false, false, 0L, 0);
    }

    private void forEach(String runId, BiConsumer<Integer, Pulse> taker) {
        try (KeyValueIterator<String, Pulse> ofRun =
                store.prefixScan(StoreKeys.prefix(runId), new StringSerializer())) {
            ofRun.forEachRemaining(each -> taker.accept(StoreKeys.rankOf(each.key), each.value));
        }
    }
}
