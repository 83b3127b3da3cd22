package dev.headwater.processor.completeness;

import dev.headwater.processor.state.BootEnd;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a run stands and how much of it arrived: a function of its boots alone, so it does not depend on any order.
 *
 * <p>A run has ended when every rank has. A rank has ended when the boot of it that began last has: what an earlier boot
 * said, or left unsaid, is superseded. Boots that joined take no part, another process answers for them.
 *
 * @param end what decided the end: of the boots that speak for the ranks, the one with the worst status; empty while a rank
 *     is open or was never heard of
 * @param endedAt latest end of those boots, in milliseconds since 1970-01-01T00:00:00Z; 0 while the run is open
 * @param ranksExpected how many ranks the run has, by the word of the ranks that were heard
 * @param complete the run ended and nothing of any boot, those that joined included, is missing
 */
public record RunReport(
        Optional<BootEnd> end, long endedAt, int ranksExpected, List<RankReport> ranks, boolean complete) {

    private static final List<String> BEST_TO_WORST = List.of("FINISHED", "KILLED", "FAILED");

    public static RunReport of(Collection<Boot> boots) {
        List<RankReport> ranks = boots.stream()
                .collect(Collectors.groupingBy(Boot::rank, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(rank -> RankReport.of(rank.getKey(), rank.getValue()))
                .toList();
        List<RankReport> deciders = ranks.stream().filter(RankReport::decides).toList();
        int deciding = size(deciders);
        int expected = Math.max(deciding, size(ranks));
        Set<Integer> seen = ranks.stream().map(RankReport::rank).collect(Collectors.toSet());
        List<RankReport> counting =
                deciders.stream().filter(rank -> rank.rank() < deciding).toList();
        boolean ended = !counting.isEmpty()
                && counting.stream().allMatch(rank -> rank.end().isPresent())
                && IntStream.range(0, Math.min(deciding, seen.size() + 1)).allMatch(seen::contains);
        if (!ended) {
            return new RunReport(Optional.empty(), 0, expected, ranks, false);
        }
        // Equally bad ends: the lowest rank speaks, so that the order of arrival does not.
        BootEnd worst = counting.stream()
                .map(rank -> rank.end().orElseThrow())
                .reduce((one, other) -> badness(other) > badness(one) ? other : one)
                .orElseThrow();
        long endedAt = counting.stream()
                .mapToLong(rank -> rank.end().orElseThrow().getOccurredAt())
                .max()
                .orElseThrow();
        boolean complete = ranks.stream().allMatch(RankReport::complete);
        return new RunReport(Optional.of(worst), endedAt, expected, ranks, complete);
    }

    /** A run that goes on with fewer ranks is as large as the boot that began last says; the others are left behind. */
    private static int size(List<RankReport> ranks) {
        List<Boot> speakers =
                ranks.stream().flatMap(rank -> rank.current().stream()).toList();
        if (speakers.isEmpty()) {
            return 0;
        }
        Boot newest = Collections.max(speakers, Boot.BY_BEGIN);
        return speakers.stream()
                .mapToInt(boot -> {
                    boolean shrunk = boot.worldSize() > newest.worldSize()
                            && newest.worldSize() > 0
                            && boot.startedAt().isPresent()
                            && !boot.startedAt().equals(newest.startedAt());
                    int own = boot.rank() + 1;
                    return shrunk ? own > newest.worldSize() ? 0 : own : Math.max(boot.worldSize(), own);
                })
                .max()
                .orElse(0);
    }

    public boolean ended() {
        return end.isPresent();
    }

    public Tally points() {
        return ranks.stream().map(RankReport::points).reduce(Tally.NONE, Tally::plus);
    }

    public Tally runEvents() {
        return ranks.stream().map(RankReport::runEvents).reduce(Tally.NONE, Tally::plus);
    }

    public long pointsThinned() {
        return ranks.stream().mapToLong(RankReport::pointsThinned).sum();
    }

    public long journalBytesLost() {
        return ranks.stream().mapToLong(RankReport::journalBytesLost).sum();
    }

    private static int badness(BootEnd end) {
        return BEST_TO_WORST.indexOf(end.getStatus());
    }
}
