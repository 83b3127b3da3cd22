package dev.headwater.processor.completeness;

import dev.headwater.processor.state.BootEnd;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a run stands and how much of it arrived: a function of its boots alone, so it does not depend on any order.
 *
 * @param end what decided the end: of all boots that decide, the one with the worst status; empty while one is open
 * @param endedAt latest end of those boots, in milliseconds since 1970-01-01T00:00:00Z; 0 while one is open
 * @param complete the run ended and nothing of any boot, those that joined included, is missing
 */
public record RunReport(Optional<BootEnd> end, long endedAt, List<RankReport> ranks, boolean complete) {

    private static final List<String> BEST_TO_WORST = List.of("FINISHED", "KILLED", "FAILED");

    public static RunReport of(Collection<Boot> boots) {
        TreeMap<Integer, List<Boot>> byRank =
                boots.stream().collect(Collectors.groupingBy(Boot::rank, TreeMap::new, Collectors.toList()));
        List<RankReport> ranks = byRank.entrySet().stream()
                .map(rank -> RankReport.of(rank.getKey(), rank.getValue()))
                .toList();
        List<Boot> deciders = boots.stream().filter(Boot::decides).toList();
        boolean ended = !deciders.isEmpty()
                && deciders.stream().allMatch(boot -> boot.end().isPresent());
        if (!ended) {
            return new RunReport(Optional.empty(), 0, ranks, false);
        }
        // Equally bad ends: the lowest rank speaks, then the first boot id, so that the order of arrival does not.
        BootEnd worst = deciders.stream()
                .sorted(Comparator.comparingInt(Boot::rank).thenComparing(Boot::bootId))
                .map(boot -> boot.end().orElseThrow())
                .reduce((one, other) -> badness(other) > badness(one) ? other : one)
                .orElseThrow();
        long endedAt = deciders.stream()
                .mapToLong(boot -> boot.end().orElseThrow().getOccurredAt())
                .max()
                .orElseThrow();
        boolean complete = ranks.stream().allMatch(RankReport::complete);
        return new RunReport(Optional.of(worst), endedAt, ranks, complete);
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
