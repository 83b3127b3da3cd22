package dev.headwater.processor.lineage;

import dev.headwater.prov.Digest;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.util.List;
import java.util.Map;

/**
 * Relations that two things have once, as PROV demands of starts, generations and invalidations (constraints 24 to 27). What
 * identifies them is those two alone: said again, with an earlier time or another role, they replace what was said before.
 */
final class Relations {

    private Relations() {}

    /** One activity started another, by no entity as trigger. */
    static Statement startedBy(String runId, String started, String starter) {
        return new Statement(
                Kind.WAS_STARTED_BY,
                id(Kind.WAS_STARTED_BY, started, starter),
                runId,
                List.of(),
                Map.of(Formal.ACTIVITY, started, Formal.STARTER, starter),
                List.of());
    }

    /** @param relation of a source and a target, otherwise complete */
    static Statement once(Statement.Builder relation) {
        Statement said = relation.build();
        List<String> ends =
                said.kind().formals().stream().limit(2).map(said.formals()::get).toList();
        String id = id(said.kind(), ends.get(0), ends.get(1));
        return new Statement(said.kind(), id, said.runId(), said.types(), said.formals(), said.attributes());
    }

    private static String id(Kind kind, String source, String target) {
        Digest digest = new Digest().add(kind.keyword()).add(source).add(target);
        return "rel:" + digest.hex().substring(0, 32);
    }
}
