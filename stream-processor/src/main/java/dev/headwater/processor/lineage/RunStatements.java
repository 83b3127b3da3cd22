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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The run itself and its record: said from what is known, whole, each time. */
public final class RunStatements {

    private RunStatements() {}

    /** The run, its record, and all its ranks. */
    public static List<Statement> say(RunState state, RunReport report, Standing standing) {
        List<Statement> said = run(state, report, standing);
        for (RankReport rank : report.ranks()) {
            said.addAll(RankStatements.say(state.getRunId(), rank, standing));
        }
        return said;
    }

    /** The run and its record, and what this sign of life says of one rank. A run may have thousands of ranks. */
    public static List<Statement> say(RunState state, RunReport report, Standing standing, int rank) {
        List<Statement> said = run(state, report, standing);
        report.ranks().stream()
                .filter(each -> each.rank() == rank)
                .forEach(each -> said.addAll(RankStatements.say(state.getRunId(), each, standing)));
        return said;
    }

    private static List<Statement> run(RunState state, RunReport report, Standing standing) {
        List<Statement> said = new ArrayList<>();
        said.add(activity(state, report, standing));
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
        return said;
    }

    private static Statement activity(RunState state, RunReport report, Standing standing) {
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
        run.with("mlp:status", status(report, standing.lost()));
        report.end().ifPresent(end -> end(run, end));
        new TreeMap<>(state.getTags()).forEach((key, tag) -> run.with("tag:" + key, tag.getText()));
        new TreeMap<>(state.getFacts())
                .forEach((key, fact) -> run.with("fact:" + key, Value.ofScalar(fact.getValue())));
        if (standing.joules().isPresent()) {
            run.with("mlp:energy", Double.valueOf(standing.joules().getAsDouble()));
        }
        return run.with("mlp:ranksExpected", Long.valueOf(report.ranksExpected()))
                .with("mlp:ranksSeen", Long.valueOf(report.ranks().size()))
                .with("mlp:complete", Boolean.valueOf(report.complete()))
                .with("mlp:pointsExpected", points.expected())
                .with("mlp:pointsReceived", Long.valueOf(points.received()))
                .with("mlp:eventsExpected", events.expected())
                .with("mlp:eventsReceived", Long.valueOf(events.received()))
                .with("mlp:duplicates", Long.valueOf(points.duplicate() + events.duplicate()))
                .with("mlp:missing", Long.valueOf(points.missing() + events.missing()))
                .with("mlp:pointsThinned", Long.valueOf(report.pointsThinned()))
                .with("mlp:pointsSetAside", orNull(standing.pointsSetAside()))
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
    static @Nullable Long orNull(long count) {
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
}
