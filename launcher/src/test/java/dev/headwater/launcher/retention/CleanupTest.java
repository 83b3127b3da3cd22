package dev.headwater.launcher.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CleanupTest {

    private static final String RUN = Identifiers.run("r");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static final List<Statement> SAID = List.of(
            Statement.entity("data:in").run("r").build(),
            Statement.relation(Kind.USED, RUN, "data:in").run("r").build(),
            Statement.relation(Kind.WAS_GENERATED_BY, "data:own", RUN).run("r").build(),
            Statement.relation(Kind.WAS_GENERATED_BY, "data:shared", RUN)
                    .run("r")
                    .build());

    @Test
    void invalidatesWhatTheRunMadeAndNobodyElseSays() {
        List<Statement> statements = Cleanup.of("r", SAID, "ada", NOW, Set.of("data:own", "data:in")::contains);

        assertThat(statements)
                .filteredOn(statement -> statement.kind() == Kind.WAS_INVALIDATED_BY)
                .singleElement()
                .satisfies(invalidation -> {
                    assertThat(invalidation.formal(Formal.ENTITY)).isEqualTo("data:own");
                    assertThat(invalidation.formal(Formal.ACTIVITY)).isEqualTo("cleanup:r");
                    assertThat(invalidation.formal(Formal.TIME)).isEqualTo("2026-01-02T03:04:05.000Z");
                });
    }

    @Test
    void namesWhoseDecisionItWasAndBelongsToTheRun() {
        List<Statement> statements = Cleanup.of("r", SAID, "ada", NOW, any -> true);

        assertThat(statements).allMatch(statement -> "r".equals(statement.runId()));
        assertThat(statements)
                .filteredOn(statement -> statement.kind() == Kind.WAS_ASSOCIATED_WITH)
                .singleElement()
                .satisfies(association ->
                        assertThat(association.formal(Formal.AGENT)).isEqualTo("user:ada"));
    }
}
