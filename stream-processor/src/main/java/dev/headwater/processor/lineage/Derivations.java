package dev.headwater.processor.lineage;

import dev.headwater.processor.state.Content;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.util.List;

/** Every checkpoint and model that a run writes was derived from every dataset, checkpoint and model that it reads. */
final class Derivations {

    private Derivations() {}

    static void fromSource(RunState.Builder state, String source, List<Statement> said) {
        state.getContents().forEach((result, content) -> derive(state, result, source, said));
    }

    static void ofResult(RunState.Builder state, String result, List<Statement> said) {
        state.getContents().forEach((source, content) -> derive(state, result, source, said));
    }

    private static void derive(RunState.Builder state, String result, String source, List<Statement> said) {
        Content made = Contents.known(state, result);
        Content read = Contents.known(state, source);
        if (result.equals(source) || made.getResultSince() == null || read.getSourceSince() == null) {
            return;
        }
        // What the run wrote itself and read back made only what came after: derivation must have no cycle.
        if (read.getGenerated() != null && made.getResultSince() < read.getSourceSince()) {
            return;
        }
        said.add(Statement.relation(Kind.WAS_DERIVED_FROM, result, source)
                .formal(Formal.ACTIVITY, Identifiers.run(state.getRunId()))
                .run(state.getRunId())
                .build());
    }
}
