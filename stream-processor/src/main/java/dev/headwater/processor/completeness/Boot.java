package dev.headwater.processor.completeness;

import dev.headwater.event.Heartbeat;
import dev.headwater.event.JournalDamaged;
import dev.headwater.event.PointsThinned;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.processor.state.BootEnd;
import dev.headwater.processor.state.BootState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One process start of one rank: what arrived of it and what it said of itself. */
public final class Boot {

    private final int rank;
    private final String bootId;
    private final Counter runEvents;
    private final Counter metricPoints;
    private final Counter hardwarePoints;
    private final Map<String, Long> thinned;
    private final Map<String, Long> damaged;
    private boolean started;
    private boolean joined;
    private long metricBatches;
    private long hardwareBatches;
    private long claimedMetricPoints;
    private long claimedHardwarePoints;
    private @Nullable BootEnd end;

    private Boot(BootState state) {
        rank = state.getRank();
        bootId = state.getBootId();
        runEvents = Counter.of(state.getRunEvents());
        metricPoints = Counter.of(state.getMetricPoints());
        hardwarePoints = Counter.of(state.getHardwarePoints());
        thinned = new HashMap<>(state.getThinned());
        damaged = new HashMap<>(state.getDamaged());
        started = state.getStarted();
        joined = state.getJoined();
        metricBatches = state.getMetricBatches();
        hardwareBatches = state.getHardwareBatches();
        claimedMetricPoints = state.getClaimedMetricPoints();
        claimedHardwarePoints = state.getClaimedHardwarePoints();
        end = state.getEnd();
    }

    private Boot(int rank, String bootId) {
        this.rank = rank;
        this.bootId = bootId;
        runEvents = Counter.fresh();
        metricPoints = Counter.fresh();
        hardwarePoints = Counter.fresh();
        thinned = new HashMap<>();
        damaged = new HashMap<>();
    }

    public static Boot of(BootState state) {
        return new Boot(state);
    }

    /** A boot of which nothing arrived yet. */
    public static Boot unheard(int rank, String bootId) {
        return new Boot(rank, bootId);
    }

    public BootState state() {
        return new BootState(
                rank,
                bootId,
                started,
                joined,
                runEvents.state(),
                metricPoints.state(),
                hardwarePoints.state(),
                claimedMetricPoints,
                claimedHardwarePoints,
                metricBatches,
                hardwareBatches,
                thinned,
                damaged,
                end);
    }

    /** Takes over what an event of this boot says about the boot itself. The order of events does not matter. */
    public void learn(RunEvent event) {
        Object payload = event.getPayload();
        if (payload instanceof RunStarted start) {
            started = true;
            joined = start.getJoined();
        } else if (payload instanceof Heartbeat heartbeat) {
            claimedMetricPoints = Math.max(claimedMetricPoints, heartbeat.getMetricPoints());
            claimedHardwarePoints = Math.max(claimedHardwarePoints, heartbeat.getHardwarePoints());
        } else if (payload instanceof PointsThinned left) {
            thinned.merge(left.getTopic() + '|' + left.getName() + '|' + left.getContext(), left.getCount(), Math::max);
        } else if (payload instanceof JournalDamaged damage) {
            damaged.merge(damage.getChain(), damage.getBytes(), Math::max);
        } else if (payload instanceof RunEnded ended) {
            long occurredAt = event.getOccurredAt().toEpochMilli();
            if (end == null || occurredAt >= end.getOccurredAt()) {
                end = new BootEnd(
                        occurredAt,
                        ended.getStatus().name(),
                        ended.getExitCode(),
                        ended.getErrorType(),
                        ended.getErrorMessage(),
                        ended.getRunEvents(),
                        ended.getMetricPoints(),
                        ended.getHardwarePoints(),
                        ended.getPointsThinned());
            }
        }
    }

    public int rank() {
        return rank;
    }

    public String bootId() {
        return bootId;
    }

    public Counter runEvents() {
        return runEvents;
    }

    public Counter metricPoints() {
        return metricPoints;
    }

    public Counter hardwarePoints() {
        return hardwarePoints;
    }

    /** Counts a batch of metric points. @return how many came before it, duplicates included */
    public long nextMetricBatch() {
        return metricBatches++;
    }

    /** Counts a batch of hardware points. @return how many came before it, duplicates included */
    public long nextHardwareBatch() {
        return hardwareBatches++;
    }

    public Optional<BootEnd> end() {
        return Optional.ofNullable(end);
    }

    /** Whether this boot takes part in deciding when and how the run ended: it began, or ended, and did not join. */
    public boolean decides() {
        return !joined && (started || end != null);
    }

    /** It ended, and everything that it said it sent has arrived. */
    public boolean complete() {
        return end != null
                && runEventTally().complete()
                && metricTally().complete()
                && hardwareTally().complete();
    }

    public Tally runEventTally() {
        return Tally.of(runEvents, end == null ? null : end.getRunEvents(), 0);
    }

    public Tally metricTally() {
        return Tally.of(metricPoints, end == null ? null : end.getMetricPoints(), claimedMetricPoints);
    }

    public Tally hardwareTally() {
        return Tally.of(hardwarePoints, end == null ? null : end.getHardwarePoints(), claimedHardwarePoints);
    }

    /** Points that this boot had to leave out; they have no sequence and are not missing. */
    public long pointsThinned() {
        long told = thinned.values().stream().mapToLong(Long::longValue).sum();
        return end == null ? told : Math.max(told, end.getPointsThinned());
    }

    /** Bytes of its journal that could not be read after it died. */
    public long journalBytesLost() {
        return damaged.values().stream().mapToLong(Long::longValue).sum();
    }
}
