package dev.headwater.prov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementTest {

    @Test
    void aFormalAttributeOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> Statement.entity("data:1")
                        .formal(Formal.PLAN, "config:1")
                        .build())
                .hasMessageContaining("entity has no prov:plan: data:1");
    }

    @Test
    void aRelationNeedsWhatTheDataModelDemands() {
        Statement incomplete = new Statement(
                Kind.WAS_INFORMED_BY,
                "rel:1",
                null,
                java.util.List.of(),
                Map.of(Formal.INFORMED, "run:2"),
                java.util.List.of());

        assertThat(incomplete.missing()).containsExactly(Formal.INFORMANT);
        assertThatThrownBy(incomplete::complete).hasMessageContaining("wasInformedBy needs prov:informant");
        assertThatThrownBy(() -> StatementRecords.fromRecord(StatementRecords.toRecord(incomplete)))
                .hasMessageContaining("wasInformedBy needs prov:informant");
    }

    @Test
    void aStartWithoutTriggerPointsToItsStarter() {
        assertThat(Kind.WAS_STARTED_BY.target(Map.of(Formal.ACTIVITY, "run:2", Formal.STARTER, "run:1")))
                .contains(Formal.STARTER);
        assertThat(Kind.WAS_DERIVED_FROM.target(Map.of(
                        Formal.GENERATED_ENTITY, "data:2", Formal.USED_ENTITY, "data:1", Formal.ACTIVITY, "run:1")))
                .contains(Formal.USED_ENTITY);
        assertThat(Kind.WAS_GENERATED_BY.target(Map.of(Formal.ENTITY, "data:1")))
                .isEmpty();
    }

    @Test
    void everyPrefixOfAnIdentifierHasANamespace() {
        assertThat(Namespaces.byPrefix()).containsKeys("run", "data", "rel", "mlp", "prov", "xsd", "param");
        assertThat(Namespaces.byPrefix().keySet()).containsAll(Identifiers.PREFIXES);
    }

    @Test
    void timesHaveMillisecondsAndZone() {
        assertThat(Times.lexical(1_767_225_600_000L)).isEqualTo("2026-01-01T00:00:00.000Z");
    }

    @Test
    void aKeyIsReadAgainWhateverTheRunIsCalled() {
        for (String run : java.util.List.of("", "run-1", "a|b", "||", "|a|", "a|entity", "a|used|rel:1")) {
            StatementKey key = new StatementKey(run, Kind.USED, "rel:1|2");

            assertThat(StatementKey.parse(key.text())).contains(key);
        }
        assertThat(StatementKey.parse("k")).isEmpty();
        assertThat(StatementKey.parse("run-1|nothing|data:1")).isEmpty();
    }
}
