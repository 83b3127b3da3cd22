package dev.headwater.processor.lineage;

import dev.headwater.processor.state.Start;
import dev.headwater.prov.Digest;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run is a trial of a sweep. When the sweep itself began and ended, no trial knows, so nobody says. */
final class SweepStatements {

    private SweepStatements() {}

    /** @param leader the process that the run believes about what the sweep searches */
    static void say(String runId, String experiment, String name, Start leader, List<Statement> said) {
        String sweep = Identifiers.sweep(experiment, name);
        String space = Identifiers.searchSpace(experiment, name);
        said.add(Statement.activity(sweep)
                .run(runId)
                .type(Profile.SWEEP)
                .with(Words.LABEL, name)
                .with(Words.NAME, name)
                .with("mlp:experiment", experiment)
                .build());
        String text = searchSpace(experiment, name, leader);
        said.add(Statement.entity(space)
                .run(runId)
                .type(Profile.SEARCH_SPACE, Profile.PROV_PLAN)
                .with(Words.LABEL, "what " + name + " searches")
                .with("mlp:searchSpace", text)
                .with(Words.SHA256, text == null ? null : new Digest().add(text).hex())
                .build());
        said.add(Statement.relation(Kind.USED, sweep, space)
                .run(runId)
                .role("mlp:searchSpace")
                .build());
        said.add(Statement.relation(Kind.WAS_STARTED_BY, Identifiers.run(runId), space)
                .formal(Formal.STARTER, sweep)
                .run(runId)
                .role("mlp:trial")
                .build());
    }

    private static @Nullable String searchSpace(String experiment, String name, Start leader) {
        return experiment.equals(leader.getExperiment()) && name.equals(leader.getSweep())
                ? leader.getSearchSpace()
                : null;
    }
}
