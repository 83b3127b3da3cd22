package dev.headwater.processor.lineage;

import dev.headwater.event.RunEvent;
import dev.headwater.processor.state.Content;
import dev.headwater.processor.state.LastCheckpoint;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every checkpoint and model that a run writes was derived from every dataset, checkpoint and model that it reads. */
final class Derivations {

    private Derivations() {}

    static void fromSource(RunState.Builder state, String source, List<Statement> said) {
        state.getContents().forEach((result, content) -> derive(state, result, source, said));
    }

    static void ofResult(RunState.Builder state, String result, List<Statement> said) {
        state.getContents().forEach((source, content) -> derive(state, result, source, said));
    }

    /**
     * A process goes on from the checkpoint that it wrote before. Bytes that come back, as after a learning rate of zero, come
     * from nowhere new.
     */
    static void ofNextCheckpoint(RunState.Builder state, RunEvent event, String checkpoint, List<Statement> said) {
        LastCheckpoint last = state.getCheckpoints().get(event.getBootId());
        if (last != null && last.getSequence() > event.getSequence()) {
            return;
        }
        state.getCheckpoints().put(event.getBootId(), new LastCheckpoint(checkpoint, event.getSequence()));
        if (last != null
                && !last.getContent().equals(checkpoint)
                && Births.ordered(Contents.known(state, last.getContent()), Contents.known(state, checkpoint))) {
            said.add(Statement.relation(Kind.WAS_DERIVED_FROM, checkpoint, last.getContent())
                    .formal(Formal.ACTIVITY, Identifiers.run(state.getRunId()))
                    .run(state.getRunId())
                    .build());
        }
    }

    /** A version of a dataset was made from the one before it, by nobody that the run knows. */
    static void ofRevision(RunState.Builder state, String version, String before, List<Statement> said) {
        for (String each = before; each != null; each = formerOf(state, each)) {
            if (each.equals(version)) {
                // Whoever says that two are revisions of each other is believed the first time only.
                return;
            }
        }
        Content revised = Content.newBuilder(Contents.known(state, version))
                .setRevisionOf(before)
                .build();
        state.getContents().put(version, revised);
        said.add(Statement.relation(Kind.WAS_DERIVED_FROM, version, before)
                .type(Profile.PROV_REVISION)
                .run(state.getRunId())
                .build());
    }

    private static @Nullable String formerOf(RunState.Builder state, String version) {
        Content content = state.getContents().get(version);
        return content == null ? null : content.getRevisionOf();
    }

    private static void derive(RunState.Builder state, String result, String source, List<Statement> said) {
        Content made = Contents.known(state, result);
        Content read = Contents.known(state, source);
        if (result.equals(source) || made.getResultSince() == null || read.getSourceSince() == null) {
            return;
        }
        if (!Births.ordered(read, made) || !Births.readBack(read, made)) {
            return;
        }
        said.add(Statement.relation(Kind.WAS_DERIVED_FROM, result, source)
                .formal(Formal.ACTIVITY, Identifiers.run(state.getRunId()))
                .run(state.getRunId())
                .build());
    }
}
