package dev.headwater.processor.lineage;

import dev.headwater.processor.completeness.Boot;
import dev.headwater.processor.completeness.RankReport;
import dev.headwater.processor.completeness.Tally;
import dev.headwater.processor.state.BootEnd;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One rank of a run: the activity, its attempts when it was started more than once, and the record of what arrived. */
final class RankStatements {

    /** Each attempt was informed by all before it, so that the order of arrival does not matter; up to so many. */
    private static final int MOST_INFORMANTS = 16;

    private static final String LOST = "LOST";

    private RankStatements() {}

    static List<Statement> say(String runId, RankReport rank, Standing standing) {
        List<Statement> said = new ArrayList<>();
        said.add(activity(runId, rank, standing));
        said.add(Relations.startedBy(runId, Identifiers.rank(runId, rank.rank()), Identifiers.run(runId)));
        if (rank.attempts().size() > 1) {
            attempts(runId, rank, standing, said);
        }
        said.add(record(runId, rank));
        said.add(Statement.relation(
                        Kind.WAS_DERIVED_FROM, Identifiers.record(runId), Identifiers.record(runId, rank.rank()))
                .run(runId)
                .build());
        return said;
    }

    private static Statement activity(String runId, RankReport rank, Standing standing) {
        int attempts = rank.attempts().size();
        return Statement.activity(Identifiers.rank(runId, rank.rank()))
                .run(runId)
                .type(Profile.RANK)
                .time(Formal.START_TIME, time(rank.startedAt()))
                .time(Formal.END_TIME, time(rank.end().map(BootEnd::getOccurredAt)))
                .with(Words.LABEL, "rank " + rank.rank())
                .with(Words.RUN_ID, runId)
                .with("mlp:rank", Long.valueOf(rank.rank()))
                .with("mlp:status", status(rank, standing))
                .with("mlp:host", rank.current().flatMap(Boot::host).orElse(null))
                .with("mlp:attempts", attempts > 1 ? Long.valueOf(attempts) : null)
                .with("mlp:heardUntil", time(rank.heardUntil()))
                .build();
    }

    private static String status(RankReport rank, Standing standing) {
        boolean lost = standing.lost() || standing.lostRanks().contains(rank.rank());
        return rank.end().map(BootEnd::getStatus).orElse(lost ? LOST : "RUNNING");
    }

    private static void attempts(String runId, RankReport rank, Standing standing, List<Statement> said) {
        List<Boot> attempts = rank.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            Boot attempt = attempts.get(i);
            String id = Identifiers.attempt(runId, rank.rank(), attempt.bootId());
            boolean last = i == attempts.size() - 1;
            String open = last ? status(rank, standing) : "SUPERSEDED";
            said.add(Statement.activity(id)
                    .run(runId)
                    .type(Profile.ATTEMPT)
                    .time(Formal.START_TIME, time(attempt.startedAt()))
                    .time(Formal.END_TIME, time(attempt.end().map(BootEnd::getOccurredAt)))
                    .with(Words.LABEL, "attempt " + (i + 1) + " of rank " + rank.rank())
                    .with(Words.RUN_ID, runId)
                    .with("mlp:rank", Long.valueOf(rank.rank()))
                    .with("mlp:attempt", Long.valueOf(i + 1))
                    .with("mlp:status", attempt.end().map(BootEnd::getStatus).orElse(open))
                    .with("mlp:host", attempt.host().orElse(null))
                    .build());
            said.add(Relations.startedBy(runId, id, Identifiers.rank(runId, rank.rank())));
            for (int j = Math.max(0, i - MOST_INFORMANTS); j < i; j++) {
                said.add(Statement.relation(
                                Kind.WAS_INFORMED_BY,
                                id,
                                Identifiers.attempt(
                                        runId, rank.rank(), attempts.get(j).bootId()))
                        .run(runId)
                        .build());
            }
            if (i > 0) {
                resumed(runId, id, attempt, said);
            }
        }
    }

    private static void resumed(String runId, String id, Boot attempt, List<Statement> said) {
        attempt.resumedFrom().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(checkpoint -> said.add(Statement.relation(Kind.USED, id, checkpoint.getKey())
                        .time(Formal.TIME, Instant.ofEpochMilli(checkpoint.getValue()))
                        .run(runId)
                        .role("mlp:resumedFrom")
                        .build()));
    }

    private static Statement record(String runId, RankReport rank) {
        Statement.Builder record = Statement.entity(Identifiers.record(runId, rank.rank()))
                .run(runId)
                .type(Profile.RANK_RECORD)
                .with("mlp:rank", Long.valueOf(rank.rank()))
                .with("mlp:complete", Boolean.valueOf(rank.complete()));
        tally(record, "runEvents", rank.runEvents(), rank.missingRunEvents());
        tally(record, "metricPoints", rank.metricPoints(), rank.missingMetricPoints());
        tally(record, "hardwarePoints", rank.hardwarePoints(), rank.missingHardwarePoints());
        return record.with("mlp:pointsThinned", Long.valueOf(rank.pointsThinned()))
                .with("mlp:metricPointsThinned", Long.valueOf(rank.metricPointsThinned()))
                .with("mlp:hardwarePointsThinned", Long.valueOf(rank.hardwarePointsThinned()))
                .with("mlp:journalBytesLost", RunStatements.orNull(rank.journalBytesLost()))
                .with("mlp:openBoots", RunStatements.orNull(rank.openBoots()))
                .build();
    }

    private static void tally(Statement.Builder record, String word, Tally tally, String ranges) {
        record.with("mlp:" + word + "Expected", tally.expected())
                .with("mlp:" + word + "Received", Long.valueOf(tally.received()))
                .with("mlp:" + word + "Duplicate", Long.valueOf(tally.duplicate()))
                .with("mlp:" + word + "Missing", Long.valueOf(tally.missing()))
                // Said even when it is empty: in the graph, what is no longer said would stay.
                .with("mlp:" + word + "MissingRanges", ranges);
    }

    private static @Nullable Instant time(Optional<Long> millis) {
        return millis.map(Instant::ofEpochMilli).orElse(null);
    }
}
