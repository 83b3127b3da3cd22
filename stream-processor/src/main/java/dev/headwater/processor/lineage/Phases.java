package dev.headwater.processor.lineage;

import dev.headwater.event.PhaseLogged;
import dev.headwater.processor.state.PhaseSpan;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of a run: epochs and other phases. What its processes say of one adds up to when the first began and the last ended. */
final class Phases {

    /** Phases of a run; a step is none, so a run that has more means something else. */
    static final int MOST = 2_000;

    private static final String EPOCH = "epoch";

    private Phases() {}

    /** @throws IllegalArgumentException when the run has too many phases, or this one contains itself */
    static void apply(RunState.Builder state, PhaseLogged phase, List<Statement> said) {
        String runId = state.getRunId();
        PhaseSpan before = state.getPhases().get(phase.getId());
        if (before == null && state.getPhases().size() >= MOST) {
            throw new IllegalArgumentException("the run has " + MOST + " phases already, and " + phase.getId()
                    + " is one more; a phase is an epoch or a validation, not a step");
        }
        if (phase.getId().equals(phase.getPartOf())) {
            throw new IllegalArgumentException("the phase " + phase.getId() + " cannot be a part of itself");
        }
        PhaseSpan span = before == null ? first(phase) : sum(before, phase);
        state.getPhases().put(phase.getId(), span);
        String id = Identifiers.phase(runId, phase.getId());
        said.add(activity(runId, id, phase.getId(), span));
        said.add(Relations.startedBy(runId, id, whole(runId, phase.getPartOf())));
        if (phase.getAfter() != null && !phase.getAfter().equals(phase.getId())) {
            said.add(Statement.relation(Kind.WAS_INFORMED_BY, id, Identifiers.phase(runId, phase.getAfter()))
                    .run(runId)
                    .build());
        }
    }

    private static Statement activity(String runId, String id, String phase, PhaseSpan span) {
        Long endedAt = span.getEndedAt();
        return Statement.activity(id)
                .run(runId)
                .type(span.getKind().equals(EPOCH) ? Profile.EPOCH : Profile.PHASE)
                .time(Formal.START_TIME, Instant.ofEpochMilli(span.getStartedAt()))
                .time(Formal.END_TIME, endedAt == null ? null : Instant.ofEpochMilli(endedAt))
                .with(Words.LABEL, phase.replace('/', ' '))
                .with("mlp:kind", span.getKind())
                .with("mlp:index", Long.valueOf(span.getIndex()))
                .with("mlp:firstStep", span.getFirstStep())
                .with("mlp:lastStep", span.getLastStep())
                .with("mlp:partOf", Value.name(whole(runId, span.getPartOf())))
                .with(Words.RUN_ID, runId)
                .build();
    }

    private static String whole(String runId, @Nullable String partOf) {
        return partOf == null ? Identifiers.run(runId) : Identifiers.phase(runId, partOf);
    }

    private static PhaseSpan first(PhaseLogged phase) {
        Instant endedAt = phase.getEndedAt();
        return new PhaseSpan(
                phase.getKind(),
                phase.getIndex(),
                phase.getPartOf(),
                phase.getStartedAt().toEpochMilli(),
                endedAt == null ? null : Long.valueOf(endedAt.toEpochMilli()),
                phase.getFirstStep(),
                phase.getLastStep());
    }

    /** Of contradictions, the smaller counts: any rule would do that does not ask who came first. */
    private static PhaseSpan sum(PhaseSpan one, PhaseLogged phase) {
        PhaseSpan other = first(phase);
        return new PhaseSpan(
                smaller(one.getKind(), other.getKind()),
                Math.min(one.getIndex(), other.getIndex()),
                smaller(one.getPartOf(), other.getPartOf()),
                Math.min(one.getStartedAt(), other.getStartedAt()),
                larger(one.getEndedAt(), other.getEndedAt()),
                smaller(one.getFirstStep(), other.getFirstStep()),
                larger(one.getLastStep(), other.getLastStep()));
    }

    private static <T extends Comparable<T>> @Nullable T smaller(@Nullable T one, @Nullable T other) {
        return one == null || other != null && other.compareTo(one) < 0 ? other : one;
    }

    private static <T extends Comparable<T>> @Nullable T larger(@Nullable T one, @Nullable T other) {
        return one == null || other != null && other.compareTo(one) > 0 ? other : one;
    }
}
