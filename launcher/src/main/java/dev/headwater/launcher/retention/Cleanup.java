package dev.headwater.launcher.retention;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The end of what a run made, as PROV says it: what was generated is invalidated by an activity, and stays known. */
final class Cleanup {

    private Cleanup() {}

    /** What a run says that it made; a dataset that it only read exists without it. */
    static Set<String> made(Collection<Statement> said) {
        Set<String> made = new TreeSet<>();
        for (Statement statement : said) {
            String entity = statement.formal(Formal.ENTITY);
            if (statement.kind() == Kind.WAS_GENERATED_BY && entity != null) {
                made.add(entity);
            }
        }
        return made;
    }

    /**
     * The statements of a cleanup.
     *
     * @param said what the run says
     * @param account whose decision it is
     * @param own whether an entity is said by this run alone
     */
    static List<Statement> of(
            String runId, Collection<Statement> said, String account, Instant now, Predicate<String> own) {
        String cleanup = Identifiers.cleanup(runId);
        String person = Identifiers.user(account);
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.activity(cleanup)
                .run(runId)
                .type(Profile.CLEANUP)
                .time(Formal.START_TIME, now)
                .time(Formal.END_TIME, now)
                .with("mlp:runId", runId)
                .build());
        statements.add(Statement.agent(person)
                .run(runId)
                .type(Profile.PROV_PERSON)
                .with(Profile.PROV_LABEL, account)
                .build());
        statements.add(Statement.relation(Kind.WAS_ASSOCIATED_WITH, cleanup, person)
                .run(runId)
                .role("mlp:operator")
                .build());
        for (String entity : made(said)) {
            if (own.test(entity)) {
                statements.add(Statement.relation(Kind.WAS_INVALIDATED_BY, entity, cleanup)
                        .run(runId)
                        .time(Formal.TIME, now)
                        .role("mlp:cleanup")
                        .build());
            }
        }
        return statements;
    }
}
