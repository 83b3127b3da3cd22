package dev.headwater.processor.lineage;

import dev.headwater.processor.completeness.RankReport;
import dev.headwater.processor.completeness.RunReport;
import dev.headwater.processor.completeness.Tally;
import dev.headwater.processor.state.BootEnd;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.StampedText;
import dev.headwater.processor.state.Start;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The run itself, its record, and what each rank contributed to it: said from what is known, whole, each time. */
public final class RunStatements {

    private RunStatements() {}

    /**
     * @param lost the run has been silent for longer than its lease
     * @param joules energy that the run has used so far, on all its hosts; empty when none was measured
     */
    public static List<Statement> say(RunState state, RunReport report, boolean lost, OptionalDouble joules) {
        List<Statement> said = new ArrayList<>();
        said.add(run(state, report, lost, joules));
        String runId = state.getRunId();
        String record = Identifiers.record(runId);
        said.add(Statement.entity(record)
                .run(runId)
                .type(Profile.RUN_RECORD, Profile.PROV_BUNDLE)
                .with("mlp:profileVersion", Profile.VERSION)
                .build());
        said.add(Statement.relation(Kind.WAS_GENERATED_BY, record, Identifiers.run(runId))
                .run(runId)
                .role("mlp:record")
                .build());
        parent(state).ifPresent(said::add);
        for (RankReport rank : report.ranks()) {
            said.add(rankRecord(runId, rank));
            said.add(Statement.relation(Kind.WAS_DERIVED_FROM, record, Identifiers.record(runId, rank.rank()))
                    .run(runId)
                    .build());
        }
        return said;
    }

    private static Statement run(RunState state, RunReport report, boolean lost, OptionalDouble joules) {
        Start start = state.getStart();
        StampedText name = state.getName();
        Long startedAt = state.getStartedAt() != null ? state.getStartedAt() : state.getJoinedAt();
        Tally points = report.points();
        Tally events = report.runEvents();
        Statement.Builder run = Statement.activity(Identifiers.run(state.getRunId()))
                .run(state.getRunId())
                .type(Profile.RUN, Profile.MLS_RUN)
                .time(Formal.START_TIME, startedAt == null ? null : Instant.ofEpochMilli(startedAt))
                .time(Formal.END_TIME, report.ended() ? Instant.ofEpochMilli(report.endedAt()) : null)
                .with(Words.LABEL, name == null ? state.getRunId() : name.getText())
                .with(Words.RUN_ID, state.getRunId())
                .with(Words.NAME, name == null ? null : name.getText());
        if (start != null) {
            run.with("mlp:experiment", start.getExperiment())
                    .with("mlp:host", start.getHost())
                    .with("mlp:commandLine", commandLine(start))
                    .with("mlp:workingDirectory", start.getWorkingDirectory())
                    .with("mlp:worldSize", Long.valueOf(start.getWorldSize()))
                    .with("mlp:parentRunId", start.getParentRunId())
                    .with("mlp:sweep", start.getSweep());
        }
        run.with("mlp:status", status(report, lost));
        report.end().ifPresent(end -> end(run, end));
        new TreeMap<>(state.getTags()).forEach((key, tag) -> run.with("tag:" + key, tag.getText()));
        new TreeMap<>(state.getFacts())
                .forEach((key, fact) -> run.with("fact:" + key, Value.ofScalar(fact.getValue())));
        if (joules.isPresent()) {
            run.with("mlp:energy", Double.valueOf(joules.getAsDouble()));
        }
        return run.with("mlp:complete", Boolean.valueOf(report.complete()))
                .with("mlp:pointsExpected", points.expected())
                .with("mlp:pointsReceived", Long.valueOf(points.received()))
                .with("mlp:eventsExpected", events.expected())
                .with("mlp:eventsReceived", Long.valueOf(events.received()))
                .with("mlp:duplicates", Long.valueOf(points.duplicate() + events.duplicate()))
                .with("mlp:missing", Long.valueOf(points.missing() + events.missing()))
                .with("mlp:pointsThinned", Long.valueOf(report.pointsThinned()))
                .with("mlp:journalBytesLost", orNull(report.journalBytesLost()))
                .build();
    }

    /** A part of another run was started by it. */
    private static Optional<Statement> parent(RunState state) {
        Start start = state.getStart();
        if (start == null || start.getParentRunId() == null) {
            return Optional.empty();
        }
        return Optional.of(Relations.startedBy(
                state.getRunId(), Identifiers.run(state.getRunId()), Identifiers.run(start.getParentRunId())));
    }

    /** Nothing is said of what did not happen. */
    private static @Nullable Long orNull(long count) {
        return count == 0 ? null : Long.valueOf(count);
    }

    private static void end(Statement.Builder run, BootEnd end) {
        Integer exitCode = end.getExitCode();
        run.with("mlp:exitCode", exitCode == null ? null : Long.valueOf(exitCode))
                .with("mlp:errorType", end.getErrorType())
                .with("mlp:errorMessage", end.getErrorMessage());
    }

    private static String status(RunReport report, boolean lost) {
        return report.end().map(BootEnd::getStatus).orElse(lost ? "LOST" : "RUNNING");
    }

    private static @Nullable String commandLine(Start start) {
        return start.getCommandLine().isEmpty() ? null : String.join(" ", start.getCommandLine());
    }

    private static Statement rankRecord(String runId, RankReport rank) {
        Statement.Builder record = Statement.entity(Identifiers.record(runId, rank.rank()))
                .run(runId)
                .type(Profile.RANK_RECORD)
                .with("mlp:rank", Long.valueOf(rank.rank()))
                .with("mlp:complete", Boolean.valueOf(rank.complete()));
        tally(record, "runEvents", rank.runEvents());
        tally(record, "metricPoints", rank.metricPoints());
        tally(record, "hardwarePoints", rank.hardwarePoints());
        return record.with("mlp:pointsThinned", Long.valueOf(rank.pointsThinned()))
                .with("mlp:journalBytesLost", orNull(rank.journalBytesLost()))
                .build();
    }

    private static void tally(Statement.Builder record, String word, Tally tally) {
        record.with("mlp:" + word + "Expected", tally.expected())
                .with("mlp:" + word + "Received", Long.valueOf(tally.received()))
                .with("mlp:" + word + "Duplicate", Long.valueOf(tally.duplicate()))
                .with("mlp:" + word + "Missing", Long.valueOf(tally.missing()));
    }
}
