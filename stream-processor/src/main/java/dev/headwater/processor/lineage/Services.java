package dev.headwater.processor.lineage;

import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.Stamp;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a model after it was made: a name and a version in a registry, a place where it serves. */
final class Services {

    private Services() {}

    static void register(RunState.Builder state, RunEvent event, ModelRegistered model, List<Statement> said) {
        String runId = state.getRunId();
        String version = version(runId, model.getName(), model.getVersion(), said);
        Contents.model(state, model.getSha256(), model.getUri(), model.getBytes(), said)
                .ifPresent(content -> said.add(Statement.relation(Kind.SPECIALIZATION_OF, version, content)
                        .run(runId)
                        .build()));
        for (String alias : model.getAliases()) {
            String id = Identifiers.modelAlias(model.getName(), alias);
            said.add(Statement.entity(id)
                    .run(runId)
                    .type(Profile.MODEL_ALIAS)
                    .with(Words.LABEL, model.getName() + " " + alias)
                    .with(Words.NAME, model.getName())
                    .with("mlp:alias", alias)
                    .build());
            said.add(Statement.relation(Kind.ALTERNATE_OF, id, version)
                    .run(runId)
                    .build());
        }
        if (first(state, event, version)) {
            said.add(Relations.once(Statement.relation(Kind.WAS_GENERATED_BY, version, Identifiers.run(runId))
                    .time(Formal.TIME, event.getOccurredAt())
                    .run(runId)
                    .role("mlp:registration")));
        }
    }

    static void deploy(RunState.Builder state, RunEvent event, DeploymentLogged deployment, List<Statement> said) {
        String runId = state.getRunId();
        String endpoint = Identifiers.endpoint(deployment.getEndpoint(), deployment.getDeployment());
        said.add(Statement.entity(endpoint)
                .run(runId)
                .type(Profile.ENDPOINT)
                .with(Words.LABEL, deployment.getEndpoint())
                .with(Words.NAME, deployment.getEndpoint())
                .build());
        if (deployment.getRetired()) {
            String undeployment = Identifiers.undeployment(deployment.getDeployment());
            if (act(state, event, undeployment, Profile.UNDEPLOYMENT, deployment, said)) {
                said.add(Relations.once(Statement.relation(Kind.WAS_INVALIDATED_BY, endpoint, undeployment)
                        .time(Formal.TIME, event.getOccurredAt())
                        .run(runId)
                        .role("mlp:endpoint")));
            }
            return;
        }
        String act = Identifiers.deployment(deployment.getDeployment());
        if (act(state, event, act, Profile.DEPLOYMENT, deployment, said)) {
            said.add(Relations.once(Statement.relation(Kind.WAS_GENERATED_BY, endpoint, act)
                    .time(Formal.TIME, event.getOccurredAt())
                    .run(runId)
                    .role("mlp:endpoint")));
        }
        served(state, deployment, said)
                .ifPresent(model -> said.add(Statement.relation(Kind.USED, act, model)
                        .run(runId)
                        .role("mlp:model")
                        .build()));
    }

    /** The model that it serves: as the registry knows it, where that is known, else its bytes. */
    private static Optional<String> served(RunState.Builder state, DeploymentLogged deployment, List<Statement> said) {
        Optional<String> content =
                Contents.model(state, deployment.getSha256(), deployment.getUri(), deployment.getBytes(), said);
        String name = deployment.getModelName();
        String number = deployment.getModelVersion();
        if (name == null || number == null) {
            return content;
        }
        String version = version(state.getRunId(), name, number, said);
        content.ifPresent(bytes -> said.add(Statement.relation(Kind.SPECIALIZATION_OF, version, bytes)
                .run(state.getRunId())
                .build()));
        return Optional.of(version);
    }

    private static String version(String runId, String name, String number, List<Statement> said) {
        String id = Identifiers.modelVersion(name, number);
        said.add(Statement.entity(id)
                .run(runId)
                .type(Profile.MODEL_VERSION, Profile.MLS_MODEL)
                .with(Words.LABEL, name + " " + number)
                .with(Words.NAME, name)
                .with("mlp:version", number)
                .build());
        return id;
    }

    /** Something that takes no time as far as anybody knows. @return whether this is the first that is heard of it */
    private static boolean act(
            RunState.Builder state,
            RunEvent event,
            String id,
            String type,
            DeploymentLogged deployment,
            List<Statement> said) {
        if (!first(state, event, id)) {
            return false;
        }
        Instant time = event.getOccurredAt();
        said.add(Statement.activity(id)
                .run(state.getRunId())
                .type(type)
                .time(Formal.START_TIME, time)
                .time(Formal.END_TIME, time)
                .with(Words.LABEL, deployment.getEndpoint())
                .with("mlp:deployment", deployment.getDeployment())
                .build());
        said.add(Relations.startedBy(state.getRunId(), id, Identifiers.run(state.getRunId())));
        return true;
    }

    /** Whether this is the earliest saying of something that happens once. */
    private static boolean first(RunState.Builder state, RunEvent event, String id) {
        Stamp stamp = Stamps.of(event);
        @Nullable Stamp known = state.getServices().get(id);
        if (!Stamps.earlier(stamp, known)) {
            return false;
        }
        state.getServices().put(id, stamp);
        return true;
    }
}
