package dev.headwater.processor.completeness;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.JournalDamaged;
import dev.headwater.event.PointsThinned;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.processor.completeness.SequenceRanges.Gap;
import dev.headwater.processor.state.BootEnd;
import dev.headwater.processor.state.BootState;
import dev.headwater.prov.Identifiers;
import dev.headwater.schemas.Topic;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One process start of one rank: what arrived of it and what it said of itself. */
public final class Boot {

    private static final char TOPIC_END = '|';

    /** A process that reads more checkpoints compares them; it does not go on from them. */
    private static final int MOST_CHECKPOINTS = 16;

    /** Of two boots of a rank, which began later; never a tie. A boot whose beginning is unknown counts from its end. */
    static final Comparator<Boot> BY_BEGIN =
            Comparator.comparingLong(Boot::begin).thenComparing(Boot::bootId);

    private final int rank;
    private final String bootId;
    private final Counter runEvents;
    private final Counter metricPoints;
    private final Counter hardwarePoints;
    private final Map<String, Long> thinned;
    private final Map<String, Long> damaged;
    private final Map<String, Long> resumedFrom;
    private boolean started;
    private boolean joined;
    private long metricBatches;
    private long hardwareBatches;
    private long claimedMetricPoints;
    private long claimedHardwarePoints;
    private int worldSize;
    private @Nullable Long startedAt;
    private @Nullable Long heardUntil;
    private @Nullable String host;
    private @Nullable BootEnd end;

    private Boot(BootState state) {
        rank = state.getRank();
        bootId = state.getBootId();
        runEvents = Counter.of(state.getRunEvents());
        metricPoints = Counter.of(state.getMetricPoints());
        hardwarePoints = Counter.of(state.getHardwarePoints());
        thinned = new HashMap<>(state.getThinned());
        damaged = new HashMap<>(state.getDamaged());
        resumedFrom = new HashMap<>(state.getResumedFrom());
        started = state.getStarted();
        joined = state.getJoined();
        metricBatches = state.getMetricBatches();
        hardwareBatches = state.getHardwareBatches();
        claimedMetricPoints = state.getClaimedMetricPoints();
        claimedHardwarePoints = state.getClaimedHardwarePoints();
        worldSize = state.getWorldSize();
        startedAt = state.getStartedAt();
        heardUntil = state.getHeardUntil();
        host = state.getHost();
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
        resumedFrom = new HashMap<>();
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
                end,
                worldSize,
                startedAt,
                heardUntil,
                host,
                resumedFrom);
    }

    /** Takes over what an event of this boot says about the boot itself. The order of events does not matter. */
    public void learn(RunEvent event) {
        Object payload = event.getPayload();
        long time = event.getOccurredAt().toEpochMilli();
        heardUntil = heardUntil == null ? time : Math.max(heardUntil, time);
        if (payload instanceof RunStarted start) {
            started = true;
            joined = start.getJoined();
            worldSize = start.getWorldSize();
            startedAt = time;
            host = start.getHost();
        } else if (payload instanceof ArtifactLogged artifact) {
            if (artifact.getKind() == ArtifactKind.CHECKPOINT && artifact.getDirection() == ArtifactDirection.INPUT) {
                resume(artifact.getSha256(), time);
            }
        } else if (payload instanceof Heartbeat heartbeat) {
            claimedMetricPoints = Math.max(claimedMetricPoints, heartbeat.getMetricPoints());
            claimedHardwarePoints = Math.max(claimedHardwarePoints, heartbeat.getHardwarePoints());
        } else if (payload instanceof PointsThinned left) {
            thinned.merge(
                    left.getTopic() + TOPIC_END + left.getName() + '|' + left.getContext(), left.getCount(), Math::max);
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

    private void resume(@Nullable String sha256, long time) {
        if (sha256 != null) {
            String checkpoint = Identifiers.content(sha256);
            if (resumedFrom.containsKey(checkpoint) || resumedFrom.size() < MOST_CHECKPOINTS) {
                resumedFrom.merge(checkpoint, time, Math::min);
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

    private long begin() {
        if (startedAt != null) {
            return startedAt;
        }
        return end == null ? Long.MIN_VALUE : end.getOccurredAt();
    }

    /** When it began; milliseconds since 1970-01-01T00:00:00Z. */
    public Optional<Long> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /** Time of its latest event by the clock of its host; milliseconds since 1970-01-01T00:00:00Z. */
    public Optional<Long> heardUntil() {
        return Optional.ofNullable(heardUntil);
    }

    public Optional<String> host() {
        return Optional.ofNullable(host);
    }

    /** Number of ranks of the run, as it said when it began; 0 while unknown. */
    public int worldSize() {
        return worldSize;
    }

    /** Checkpoints that it read, by qualified name: time of the earliest use. */
    public Map<String, Long> resumedFrom() {
        return Collections.unmodifiableMap(resumedFrom);
    }

    public boolean joined() {
        return joined;
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

    /** What is known to exist and did not arrive. */
    public List<Gap> missingRunEvents() {
        return missing(runEvents, end == null ? 0 : end.getRunEvents());
    }

    public List<Gap> missingMetricPoints() {
        return missing(metricPoints, Math.max(claimedMetricPoints, end == null ? 0 : end.getMetricPoints()));
    }

    public List<Gap> missingHardwarePoints() {
        return missing(hardwarePoints, Math.max(claimedHardwarePoints, end == null ? 0 : end.getHardwarePoints()));
    }

    private static List<Gap> missing(Counter counter, long known) {
        return counter.unseen(0, Math.max(known, counter.highest() + 1) - 1);
    }

    /** Points that this boot had to leave out; they have no sequence and are not missing. */
    public long pointsThinned() {
        long told = thinned.values().stream().mapToLong(Long::longValue).sum();
        return end == null ? told : Math.max(told, end.getPointsThinned());
    }

    /** Those of one topic, as far as it said which. */
    public long pointsThinned(Topic topic) {
        String prefix = topic.topicName() + TOPIC_END;
        return thinned.entrySet().stream()
                .filter(series -> series.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Bytes of its journal that could not be read after it died. */
    public long journalBytesLost() {
        return damaged.values().stream().mapToLong(Long::longValue).sum();
    }
}
