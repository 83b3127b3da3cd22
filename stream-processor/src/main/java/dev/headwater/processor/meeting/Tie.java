package dev.headwater.processor.meeting;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;

/** What follows from who touched a content. It belongs to the lineage of {@link #runId}. */
public sealed interface Tie {

    String runId();

    Statement statement();

    /** The run used what the other one had made. */
    record Informed(String runId, String maker) implements Tie {
        @Override
        public Statement statement() {
            return Statement.relation(Kind.WAS_INFORMED_BY, Identifiers.run(runId), Identifiers.run(maker))
                    .run(runId)
                    .build();
        }
    }

    /** The run made the result from the source, and one of the two is what it is by the word of another run. */
    record Derived(String runId, String result, String source) implements Tie {
        @Override
        public Statement statement() {
            return Statement.relation(Kind.WAS_DERIVED_FROM, result, source)
                    .formal(Formal.ACTIVITY, Identifiers.run(runId))
                    .run(runId)
                    .build();
        }
    }
}
