package dev.headwater.sink.yprov;

import dev.headwater.prov.Digest;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Contexts as phases of the run, without times: what is called the start of one is the time it was first named, which may be the
 * end of the run.
 */
final class ContextMapping {

    private static final Pattern EPOCH = Pattern.compile("(val_)?epoch_(\\d{1,18})");

    /** Activities that are no part of a training, but places to put things. */
    private static final Set<String> NO_PHASES = Set.of("Models", "MODELS", "DATASETS", "commit");

    private final Run run;
    private final YProvRun.Listener listener;

    ContextMapping(Run run, YProvRun.Listener listener) {
        this.run = run;
        this.listener = listener;
    }

    void say() throws IOException {
        Set<String> said = new LinkedHashSet<>();
        for (YProvDocument.Relation relation : run.document().relations()) {
            boolean parts = relation.kind() == Kind.WAS_INFORMED_BY || relation.kind() == Kind.WAS_STARTED_BY;
            String context = parts ? run.context(relation.source()) : "";
            if (!context.isEmpty() && !NO_PHASES.contains(context) && said.add(context)) {
                say(context, run.context(relation.target()));
            }
        }
    }

    private void say(String context, String parent) throws IOException {
        Matcher epoch = EPOCH.matcher(context);
        boolean numbered = epoch.matches();
        String kind = !numbered ? context.toLowerCase(Locale.ROOT) : epoch.group(1) == null ? "epoch" : "validate";
        String id = id(context);
        String whole = parent.isEmpty() ? Identifiers.run(run.id()) : id(parent);
        listener.said(Statement.activity(id)
                .run(run.id())
                .type(kind.equals("epoch") ? Profile.EPOCH : Profile.PHASE)
                .with("mlp:kind", kind)
                .with("mlp:index", Long.valueOf(numbered ? Long.parseLong(epoch.group(2)) : 0))
                .with("mlp:partOf", Value.name(whole))
                .with("mlp:runId", run.id())
                .build());
        Statement started = new Statement(
                Kind.WAS_STARTED_BY,
                "rel:"
                        + new Digest()
                                .add("wasStartedBy")
                                .add(id)
                                .add(whole)
                                .hex()
                                .substring(0, 32),
                run.id(),
                List.of(),
                Map.of(Formal.ACTIVITY, id, Formal.STARTER, whole),
                List.of());
        listener.said(started);
    }

    private String id(String context) {
        Matcher epoch = EPOCH.matcher(context);
        return Identifiers.phase(
                run.id(),
                !epoch.matches() ? context : (epoch.group(1) == null ? "epoch/" : "validate/") + epoch.group(2));
    }
}
