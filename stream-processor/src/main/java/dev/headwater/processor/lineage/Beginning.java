package dev.headwater.processor.lineage;

import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Stamp;
import dev.headwater.processor.state.StampedText;
import dev.headwater.processor.state.Start;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process began a run: who leads it, who runs it, who captures it. */
final class Beginning {

    private static final Comparator<Start> LEAD = Comparator.comparing(Start::getJoined)
            .thenComparingInt(start -> start.getStamp().getRank())
            .thenComparing(Start::getStamp, Stamps.ORDER);

    private Beginning() {}

    static void apply(RunState.Builder state, RunEvent event, RunStarted start, List<Statement> said) {
        String runId = state.getRunId();
        Stamp stamp = Stamps.of(event);
        long occurredAt = stamp.getOccurredAt();
        if (start.getJoined()) {
            state.setJoinedAt(earliest(state.getJoinedAt(), occurredAt));
        } else {
            state.setStartedAt(earliest(state.getStartedAt(), occurredAt));
        }
        StampedText name = state.getName();
        if (start.getName() != null && Stamps.earlier(stamp, name == null ? null : name.getStamp())) {
            state.setName(new StampedText(start.getName(), stamp));
        }
        Start candidate = new Start(
                stamp,
                start.getJoined(),
                start.getExperiment(),
                start.getWorldSize(),
                start.getHost(),
                start.getUser(),
                start.getCommandLine(),
                start.getWorkingDirectory(),
                start.getParentRunId(),
                start.getSweep(),
                start.getSearchSpace());
        Start leader = state.getStart();
        if (leader == null || LEAD.compare(candidate, leader) < 0) {
            state.setStart(candidate);
            leader = candidate;
        }
        experiment(runId, start.getExperiment(), said);
        if (start.getSweep() != null) {
            SweepStatements.say(runId, start.getExperiment(), start.getSweep(), leader, said);
        }
        ConfigurationStatements.say(runId, state.getParams(), said);
        collector(runId, event.getRank(), start, said);
        if (start.getHost() != null) {
            host(runId, start.getHost(), said);
        }
    }

    private static void experiment(String runId, String name, List<Statement> said) {
        String experiment = Identifiers.experiment(name);
        said.add(Statement.entity(experiment)
                .run(runId)
                .type(Profile.EXPERIMENT, Profile.PROV_COLLECTION, Profile.MLS_STUDY)
                .with(Words.LABEL, name)
                .build());
        said.add(Statement.relation(Kind.HAD_MEMBER, experiment, Identifiers.record(runId))
                .run(runId)
                .build());
    }

    private static void collector(String runId, int rank, RunStarted start, List<Statement> said) {
        String collector = Identifiers.software(start.getCollector(), start.getCollectorVersion());
        said.add(Statement.agent(collector)
                .run(runId)
                .type(Profile.PROV_SOFTWARE_AGENT)
                .with(Words.LABEL, start.getCollector() + " " + start.getCollectorVersion())
                .build());
        for (String record : List.of(Identifiers.record(runId), Identifiers.record(runId, rank))) {
            said.add(Statement.relation(Kind.WAS_ATTRIBUTED_TO, record, collector)
                    .run(runId)
                    .build());
        }
        if (start.getUser() == null) {
            return;
        }
        String user = Identifiers.user(start.getUser());
        said.add(Statement.agent(user)
                .run(runId)
                .type(Profile.PROV_PERSON)
                .with(Words.LABEL, start.getUser())
                .build());
        said.add(Statement.relation(Kind.WAS_ASSOCIATED_WITH, Identifiers.run(runId), user)
                .formal(Formal.PLAN, Identifiers.configuration(runId))
                .run(runId)
                .role("mlp:operator")
                .build());
        said.add(Statement.relation(Kind.ACTED_ON_BEHALF_OF, collector, user)
                .formal(Formal.ACTIVITY, Identifiers.run(runId))
                .run(runId)
                .build());
        if (start.getOrganization() != null) {
            organization(runId, user, start.getOrganization(), said);
        }
    }

    private static void organization(String runId, String user, String name, List<Statement> said) {
        String organization = Identifiers.organization(name);
        said.add(Statement.agent(organization)
                .run(runId)
                .type(Profile.PROV_ORGANIZATION)
                .with(Words.LABEL, name)
                .build());
        said.add(Statement.relation(Kind.ACTED_ON_BEHALF_OF, user, organization)
                .formal(Formal.ACTIVITY, Identifiers.run(runId))
                .run(runId)
                .build());
    }

    private static void host(String runId, String name, List<Statement> said) {
        said.add(computeNode(runId, name));
        said.add(Statement.relation(Kind.USED, Identifiers.run(runId), Identifiers.host(name))
                .run(runId)
                .role("mlp:host")
                .build());
    }

    static Statement computeNode(String runId, String name) {
        return Statement.entity(Identifiers.host(name))
                .run(runId)
                .type(Profile.COMPUTE_NODE)
                .with(Words.LABEL, name)
                .build();
    }

    static long earliest(@Nullable Long known, long time) {
        return known == null ? time : Math.min(known, time);
    }
}
