package dev.headwater.sink.yprov;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Agents as what the document says they are. The package itself names the account that ran it and gives it no type, so what has
 * none is a person, unless it has a version or the name of the package.
 */
final class AgentMapping {

    private static final Pattern OWN_NAME = Pattern.compile("y?prov4(ml|wfs)|yprov(ml)?", Pattern.CASE_INSENSITIVE);

    private final Run run;
    private final YProvRun.Listener listener;
    private final String activity;

    AgentMapping(Run run, YProvRun.Listener listener) {
        this.run = run;
        this.listener = listener;
        this.activity = Identifiers.run(run.id());
    }

    void say() throws IOException {
        Map<String, String> idByName = new HashMap<>();
        for (Element agent : run.document().elements()) {
            if (agent.kind() == Kind.AGENT) {
                idByName.put(agent.name(), say(agent));
            }
        }
        for (YProvDocument.Relation relation : run.document().relations()) {
            String delegate = idByName.get(relation.source());
            String responsible = idByName.get(relation.target());
            if (relation.kind() == Kind.ACTED_ON_BEHALF_OF && delegate != null && responsible != null) {
                relate(Statement.relation(Kind.ACTED_ON_BEHALF_OF, delegate, responsible)
                        .formal(Formal.ACTIVITY, activity));
            }
        }
    }

    private String say(Element agent) throws IOException {
        String name = Repairs.plain(agent.text("label", "name"));
        name = name.isEmpty() ? agent.name() : name;
        if (agent.is("Organization")) {
            String id = Identifiers.organization(name);
            listener.said(said(id, Profile.PROV_ORGANIZATION, name));
            relate(Statement.relation(Kind.WAS_ASSOCIATED_WITH, activity, id));
            return id;
        } else if (isSoftware(agent)) {
            String version = Repairs.plain(agent.text("version", "softwareVersion", "software_version"));
            String id = version.isEmpty() ? "software:" + Identifiers.local(name) : Identifiers.software(name, version);
            listener.said(said(id, Profile.PROV_SOFTWARE_AGENT, version.isEmpty() ? name : name + " " + version));
            relate(Statement.relation(Kind.WAS_ASSOCIATED_WITH, activity, id));
            return id;
        }
        String id = Identifiers.user(agent.name());
        listener.said(said(id, Profile.PROV_PERSON, name));
        relate(Statement.relation(Kind.WAS_ASSOCIATED_WITH, activity, id)
                .formal(Formal.PLAN, Identifiers.configuration(run.id()))
                .role("mlp:operator"));
        return id;
    }

    private static boolean isSoftware(Element agent) {
        return agent.is("SoftwareAgent")
                || !agent.is("Person")
                        && (OWN_NAME.matcher(agent.name()).matches()
                                || agent.has("version")
                                || agent.has("softwareVersion")
                                || agent.has("software_version"));
    }

    private Statement said(String id, String type, String name) {
        return Statement.agent(id)
                .run(run.id())
                .type(type)
                .with(Profile.PROV_LABEL, name)
                .build();
    }

    private void relate(Statement.Builder relation) throws IOException {
        listener.said(relation.run(run.id()).build());
    }
}
