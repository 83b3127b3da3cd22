package dev.headwater.sink.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import dev.headwater.sink.Statements;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteSetTest {

    @Test
    void rowsAreSortedAndEveryEndIsANode() {
        WriteSet set = Statements.writeSet(List.of(
                Statement.relation(Kind.USED, "run:b", "data:2").run("b").build(),
                Statement.relation(Kind.USED, "run:a", "data:1").run("a").build()));

        assertThat(ids(set, "Activity")).containsExactly("run:a", "run:b");
        assertThat(ids(set, "Entity")).containsExactly("data:1", "data:2");
        assertThat(set.nodes().values()).allSatisfy(rows -> assertThat(rows).allMatch(NodeRow::isBare));
        assertThat(set.relations().get(Kind.USED)).isSortedAccordingTo((x, y) -> x.id().compareTo(y.id()));
    }

    @Test
    void whatRunsSayOfOneThingAddsUpAndTheLesserValueHolds() {
        WriteSet set = Statements.writeSet(List.of(
                Statement.entity("data:1")
                        .run("a")
                        .type("mlp:Checkpoint")
                        .with("mlp:bytes", 1L)
                        .with("mlp:sha256", "x")
                        .build(),
                Statement.entity("data:1")
                        .run("b")
                        .type("mlp:Artifact")
                        .with("mlp:bytes", 2L)
                        .build()));

        NodeRow row = nodes(set, "Entity").get(0);
        assertThat(row.types()).containsExactly("mlp:Artifact", "mlp:Checkpoint");
        assertThat(row.labels()).containsExactly("Artifact", "Checkpoint");
        assertThat(row.properties()).containsEntry("bytes", 1L).containsEntry("sha256", "x");
    }

    @Test
    void whatARunSaysAgainReplacesWhatItSaidBefore() {
        WriteSet set = Statements.writeSet(List.of(
                Statement.activity("run:a")
                        .run("a")
                        .type("mlp:Run")
                        .with("mlp:exitCode", 1L)
                        .build(),
                Statement.activity("run:a").run("b").with("mlp:host", "node-1").build(),
                Statement.activity("run:a")
                        .run("a")
                        .type("mlp:Rank")
                        .with("mlp:name", "x")
                        .build()));

        NodeRow row = nodes(set, "Activity").get(0);
        assertThat(row.speakers()).containsExactlyInAnyOrder("b", "a");
        assertThat(row.types()).containsExactly("mlp:Rank");
        assertThat(row.properties())
                .containsEntry("name", "x")
                .containsEntry("host", "node-1")
                .doesNotContainKey("exitCode");
    }

    @Test
    void aRelationThatIsSaidAgainIsOnlyWhatItIsNow() {
        Map<Formal, String> ends = Map.of(Formal.ACTIVITY, "run:a", Formal.ENTITY, "data:1");
        Map<Formal, String> others = Map.of(Formal.ACTIVITY, "run:a", Formal.ENTITY, "data:2");
        WriteSet set = Statements.writeSet(List.of(
                new Statement(Kind.USED, "rel:1", "a", List.of("prov:Revision"), ends, List.of()),
                new Statement(Kind.USED, "rel:1", "a", List.of(), others, List.of())));

        assertThat(ids(set, "Entity")).containsExactly("data:2");
        assertThat(set.relations().getOrDefault(Kind.USED, List.of()))
                .singleElement()
                .satisfies(row -> assertThat(row.properties()).isEmpty());
    }

    @Test
    void whatIsTakenBackIsNotSaidAndWhatIsSaidIsNotTakenBack() {
        Statement element = Statement.entity("data:1").run("a").build();
        Statement relation =
                Statement.relation(Kind.USED, "run:a", "data:2").run("a").build();
        Said elementGone = new Said.TakenBack(element.statementKey());
        Said relationGone = new Said.TakenBack(relation.statementKey());

        WriteSet gone = WriteSet.of(List.of(Said.of(element), Said.of(relation), elementGone, relationGone));
        assertThat(gone.nodes()).isEmpty();
        assertThat(gone.takenBack())
                .containsOnly(
                        Map.entry(Kind.ENTITY, List.of(element.statementKey())),
                        Map.entry(Kind.USED, List.of(relation.statementKey())));

        WriteSet back = WriteSet.of(List.of(elementGone, relationGone, Said.of(element), Said.of(relation)));
        assertThat(ids(back, "Entity")).containsExactly("data:1", "data:2");
        assertThat(back.takenBack().values()).allMatch(List::isEmpty);
    }

    @Test
    void aRelationThatTwoRunsSayIsTwoRows() {
        WriteSet set = Statements.writeSet(List.of(
                Statement.relation(Kind.SPECIALIZATION_OF, "data:1", "dataset:d")
                        .run("a")
                        .build(),
                Statement.relation(Kind.SPECIALIZATION_OF, "data:1", "dataset:d")
                        .run("b")
                        .build()));

        assertThat(set.relations().get(Kind.SPECIALIZATION_OF))
                .extracting(RelationRow::run)
                .containsExactly("a", "b");
    }

    @Test
    void aStartPointsToItsStarterWhenItHasNoTrigger() {
        Statement start = new Statement(
                Kind.WAS_STARTED_BY,
                "rel:1",
                "r",
                List.of(),
                Map.of(Formal.ACTIVITY, "sampler:1", Formal.STARTER, "run:1"),
                List.of());

        WriteSet set = Statements.writeSet(List.of(start));
        RelationRow row =
                set.relations().getOrDefault(Kind.WAS_STARTED_BY, List.of()).get(0);

        assertThat(row.target()).isEqualTo(new End("Activity", "run:1"));
        assertThat(row.properties()).doesNotContainKey("starter");
    }

    @Test
    void idsThatNoIndexTakesAreRefused() {
        assertThatThrownBy(() ->
                        Said.of(Statement.entity("data:" + "x".repeat(3_000)).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3005 characters");
    }

    @Test
    void aChunkThatContradictsItselfIsRefused() {
        SeriesChunk chunk = SeriesChunk.newBuilder()
                .setRunId("r")
                .setSeriesId("series:r/loss")
                .setIndex(3)
                .setStepDeltas(List.of(1L))
                .setTimeDeltas(List.of(1L, 1L))
                .setValues(List.of(0.5, 0.25))
                .build();

        assertThatThrownBy(() -> Said.of(chunk))
                .hasMessage("chunk 3 of series:r/loss has 2 values, 2 times and 1 steps");
    }

    private static List<String> ids(WriteSet set, String label) {
        return nodes(set, label).stream().map(row -> row.node().id()).toList();
    }

    private static List<NodeRow> nodes(WriteSet set, String label) {
        return set.nodes().getOrDefault(label, List.of());
    }
}
