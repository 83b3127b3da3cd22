package dev.headwater.sink.yprov;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * What a run had to do with a file: it may both have made and read it, in several contexts.
 *
 * @param file as it is kept
 * @param logged as the run made or read it; of a copy, the original
 */
record FileInRun(Run run, Element file, Element logged, String label) {

    /** Attributes that are mapped, or say nothing. */
    private static final Set<String> KNOWN = Set.of(
            "label",
            "identifier",
            "path",
            "artifact_path",
            "artifact_uri",
            "generatedAtTime",
            "fullLabel",
            "file_size",
            "role",
            "context",
            "creation_epoch",
            "value");

    private static final Set<String> USES = Set.of("train", "validation", "test");

    /** @param role what the file is to the run; a dataset has that of the context it is used in, if it has one */
    void say(String id, String role, YProvRun.Listener listener) throws IOException {
        String ofRun = Identifiers.run(run.id());
        if (run.makes(logged)) {
            List<String> contexts = run.contexts(run.document().makers(logged));
            for (String context : contexts.isEmpty() ? List.of("") : contexts) {
                listener.said(about(Statement.relation(Kind.WAS_GENERATED_BY, id, ofRun), context)
                        .role("mlp:" + role)
                        .build());
            }
        }
        if (run.uses(logged)) {
            List<String> contexts = run.contexts(run.document().users(logged));
            for (String context : contexts.isEmpty() ? List.of("") : contexts) {
                boolean told = role.equals("dataset") && USES.contains(context);
                listener.said(about(Statement.relation(Kind.USED, ofRun, id), context)
                        .role("mlp:" + (told ? context : role))
                        .build());
            }
        }
    }

    /** What else is said of the file is said of its part in this run, for other runs may say the same content differently. */
    private Statement.Builder about(Statement.Builder relation, String context) {
        String path = Files.pathOf(logged);
        relation.run(run.id())
                .with("mlp:name", label)
                .with("mlp:uri", path.isEmpty() ? null : path)
                .with("mlp:step", Repairs.integer(file.text("creation_epoch")))
                .with("mlp:context", context.isEmpty() ? null : context);
        file.texts().forEach((attribute, texts) -> {
            if (!KNOWN.contains(attribute)) {
                texts.forEach(text -> relation.with("fact:yprov." + attribute, Repairs.value(text)));
            }
        });
        return relation;
    }
}
