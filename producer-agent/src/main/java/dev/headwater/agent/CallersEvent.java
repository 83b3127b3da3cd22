package dev.headwater.agent;

import dev.headwater.agent.capture.Redactor;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.SourceCaptured;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Events that callers make themselves. Nobody has looked for secrets in those yet. */
final class CallersEvent {

    private CallersEvent() {}

    /**
     * A copy without secrets; the same object where there is nothing that could hold one.
     *
     * @throws RuntimeException when a field that every such event has is missing
     */
    static Object redacted(Object event) {
        if (event instanceof DatasetUsed dataset) {
            return DatasetUsed.newBuilder(dataset)
                    .setName(ParamValue.name(dataset.getName()))
                    .setRole(ParamValue.name(dataset.getRole()))
                    .setUri(uri(dataset.getUri()))
                    .build();
        }
        if (event instanceof ArtifactLogged artifact) {
            return ArtifactLogged.newBuilder(artifact)
                    .setName(ParamValue.name(artifact.getName()))
                    .setRole(name(artifact.getRole()))
                    .setUri(uri(artifact.getUri()))
                    .build();
        }
        if (event instanceof ModelRegistered model) {
            return ModelRegistered.newBuilder(model)
                    .setName(ParamValue.name(model.getName()))
                    .setVersion(ParamValue.name(model.getVersion()))
                    .setAliases(
                            model.getAliases().stream().map(ParamValue::name).toList())
                    .setUri(uri(model.getUri()))
                    .build();
        }
        if (event instanceof DeploymentLogged deployment) {
            return DeploymentLogged.newBuilder(deployment)
                    .setEndpoint(ParamValue.name(deployment.getEndpoint()))
                    .setDeployment(ParamValue.name(deployment.getDeployment()))
                    .setModelName(name(deployment.getModelName()))
                    .setModelVersion(name(deployment.getModelVersion()))
                    .setUri(uri(deployment.getUri()))
                    .build();
        }
        if (event instanceof SourceCaptured source) {
            return SourceCaptured.newBuilder(source)
                    .setRepository(uri(source.getRepository()))
                    .setBranch(name(source.getBranch()))
                    .setEntryPoint(name(source.getEntryPoint()))
                    .build();
        }
        if (event instanceof EnvironmentCaptured environment) {
            return EnvironmentCaptured.newBuilder(environment)
                    .setFacts(facts(environment.getFacts()))
                    .setRunFacts(facts(environment.getRunFacts()))
                    .build();
        }
        return event;
    }

    private static @Nullable String name(@Nullable String name) {
        return name == null ? null : ParamValue.name(name);
    }

    private static @Nullable String uri(@Nullable String uri) {
        return uri == null ? null : Redactor.uri(uri);
    }

    private static Map<String, Object> facts(Map<String, Object> facts) {
        Map<String, Object> clean = new TreeMap<>();
        facts.forEach((name, value) -> clean.put(ParamValue.name(name), ParamValue.of(name, value)));
        return clean;
    }
}
