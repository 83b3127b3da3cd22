package dev.headwater.sink.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NodeStateTest {

    @Test
    void theOnlySpeakerReplacesWhatItSaid() {
        NodeState node = NodeState.NAME
                .with(row(said("a", "mlp:Model").with("mlp:step", 1L)))
                .with(row(said("a", "mlp:Checkpoint").with("mlp:epoch", 2L)));

        assertThat(node.speakers()).containsExactly("a");
        assertThat(node.types()).containsExactly("mlp:Checkpoint");
        assertThat(node.properties()).containsExactly(Map.entry("epoch", 2L));
    }

    @Test
    void whatAnotherSaysTakesNoDatatypeAway() {
        Value literal = new Value.Literal("3", "xsd:byte");
        NodeRow first = row(said("a", "mlp:Dataset").with("mlp:depth", literal));
        NodeRow second = row(said("b", "mlp:Dataset").with("mlp:rows", 5L));

        for (List<NodeRow> order : List.of(List.of(first, second), List.of(second, first))) {
            NodeState node = NodeState.NAME.with(order.get(0)).with(order.get(1));
            assertThat(GraphStatements.element(Kind.ENTITY, node.stored("data:1"))
                            .attributes())
                    .containsExactly(new Attribute("mlp:depth", literal), new Attribute("mlp:rows", Value.of(5L)));
        }
    }

    @Test
    void whereSpeakersDifferTheLesserValueHoldsWithItsDatatype() {
        NodeRow text = row(said("a", "mlp:Dataset").with("mlp:rows", "2"));
        NodeRow literal = row(said("b", "mlp:Dataset").with("mlp:rows", new Value.Literal("10", "xsd:byte")));
        NodeRow number = row(said("c", "mlp:Dataset").with("mlp:rows", 10L));
        NodeRow lesser = row(said("d", "mlp:Dataset").with("mlp:rows", 9L));

        assertThat(rows(NodeState.NAME.with(text).with(literal))).isEqualTo(new Value.Literal("10", "xsd:byte"));
        assertThat(rows(NodeState.NAME.with(literal).with(text))).isEqualTo(new Value.Literal("10", "xsd:byte"));
        assertThat(rows(NodeState.NAME.with(number).with(literal).with(lesser))).isEqualTo(Value.of(9L));
        assertThat(rows(NodeState.NAME.with(lesser).with(literal).with(number))).isEqualTo(Value.of(9L));
    }

    @Test
    void aThingThatManyShareListsNoneOfThem() {
        NodeState node = NodeState.NAME;
        for (int i = 0; i < NodeState.MOST_SPEAKERS; i++) {
            node = node.with(row(said("run-" + i, "mlp:Dataset")));
        }
        assertThat(node.speakers()).hasSize(NodeState.MOST_SPEAKERS);

        NodeState many = node.with(row(said("one-more", "mlp:Dataset")));
        assertThat(many.speakers()).isEmpty();
        assertThat(many.with(row(said("run-1", "mlp:Dataset")))).isEqualTo(many);
        assertThat(NodeState.of(many.stored("data:1"))).isEqualTo(many);
    }

    @Test
    void aNodeOfAnEarlierSchemaKeepsWhatItHas() {
        NodeState old = NodeState.of(Map.of("id", "data:1", "types", List.of("mlp:Dataset"), "rows", 7L));

        assertThat(old.isSaid()).isTrue();
        assertThat(old.speakers()).isEmpty();
        assertThat(old.with(row(said("a", "mlp:Artifact").with("mlp:bytes", 1L))))
                .isEqualTo(new NodeState(
                        true,
                        List.of(),
                        List.of("mlp:Artifact", "mlp:Dataset"),
                        new TreeMap<>(Map.of("rows", 7L, "bytes", 1L))));
    }

    @Test
    void aNameIsNothingThatIsSaid() {
        assertThat(NodeState.of(Map.of("id", "data:1"))).isEqualTo(NodeState.NAME);
        assertThat(NodeState.NAME.with(NodeRow.bare(new End("Entity", "data:1"))))
                .isEqualTo(NodeState.NAME);
    }

    private static Statement.Builder said(String run, String type) {
        return Statement.entity("data:1").run(run).type(type);
    }

    private static NodeRow row(Statement.Builder said) {
        return NodeRow.of(said.build());
    }

    private static Value rows(NodeState node) {
        return GraphStatements.element(Kind.ENTITY, node.stored("data:1"))
                .attributes()
                .get(0)
                .value();
    }
}
