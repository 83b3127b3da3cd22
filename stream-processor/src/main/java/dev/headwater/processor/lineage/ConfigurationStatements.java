package dev.headwater.processor.lineage;

import dev.headwater.processor.state.StampedScalar;
import dev.headwater.prov.Digest;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a run as one entity, which is also the plan of whoever runs it. */
final class ConfigurationStatements {

    private ConfigurationStatements() {}

    static void say(String runId, Map<String, StampedScalar> params, List<Statement> said) {
        String id = Identifiers.configuration(runId);
        Statement.Builder entity = Statement.entity(id).run(runId).type(Profile.CONFIGURATION, Profile.PROV_PLAN);
        Map<String, Value> values = new TreeMap<>();
        params.forEach((key, param) -> values.put(key, Value.ofScalar(param.getValue())));
        values.forEach((key, value) -> entity.with("param:" + key, value));
        said.add(entity.with(Words.SHA256, Digest.ofParameters(values)).build());
        said.add(Statement.relation(Kind.USED, Identifiers.run(runId), id)
                .run(runId)
                .role("mlp:config")
                .build());
    }
}
