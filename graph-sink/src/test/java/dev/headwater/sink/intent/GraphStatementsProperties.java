package dev.headwater.sink.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.AnyStatement;
import dev.headwater.sink.Statements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the graph holds of a statement is the statement: names and values go in and come out. */
class GraphStatementsProperties {

    @Property
    void attributesComeBack(@ForAll("attributes") List<Attribute> attributes) {
        List<Attribute> sorted = attributes.stream()
                .sorted(java.util.Comparator.comparing(Attribute::name))
                .toList();

        assertThat(GraphValues.attributes(GraphValues.properties(attributes))).isEqualTo(sorted);
    }

    @Property
    void everyAttributeNameHasAPropertyOfItsOwn(@ForAll("attributes") List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            String property = GraphNames.propertyOf(attribute.name());
            assertThat(GraphNames.isAttribute(property)).isTrue();
            assertThat(GraphNames.attributeOf(property)).isEqualTo(attribute.name());
        }
    }

    @Property
    void statementsComeBack(@ForAll("statements") Statement statement) {
        WriteSet set = WriteSet.of(List.of(Said.of(statement)));

        Statement read;
        if (statement.kind().isElement()) {
            NodeRow row = Objects.requireNonNull(set.nodes().get(End.labelOf(statement.kind())))
                    .get(0);
            Map<String, Object> stored =
                    NodeState.NAME.with(row).stored(row.node().id());
            assertThat(NodeState.of(stored)).isEqualTo(NodeState.NAME.with(row));
            read = GraphStatements.element(statement.kind(), stored);
        } else {
            RelationRow row = Objects.requireNonNull(set.relations().get(statement.kind()))
                    .get(0);
            Map<String, Object> stored = new HashMap<>(row.properties());
            stored.put("id", row.id());
            stored.put("run", row.run());
            if (statement.kind() != Kind.WAS_INFLUENCED_BY) {
                assertThat(End.labelsOfSource(statement.kind()))
                        .containsExactly(row.source().label());
                assertThat(End.labelsOfTarget(statement.kind()))
                        .contains(row.target().label());
            }
            read = GraphStatements.relation(statement.kind(), stored, row.source(), row.target());
        }

        assertThat(read).isEqualTo(Statements.canonical(statement));
    }

    /** Of a thing that several runs say, each run must say it one way: the graph does not keep who said what of it. */
    @Property
    void neitherBatchesNorTheOrderOfRunsMakeADifference(
            @ForAll("manyStatements") List<Statement> statements, @ForAll Random random) {
        Set<String> keys = new HashSet<>();
        List<Statement> said = new ArrayList<>();
        statements.stream()
                .filter(statement -> keys.add(String.valueOf(statement.key())))
                .forEach(said::add);

        ModelGraph atOnce = new ModelGraph();
        atOnce.write(Statements.writeSet(said));
        Collections.shuffle(said, random);
        ModelGraph oneByOne = new ModelGraph();
        said.forEach(statement -> oneByOne.write(Statements.writeSet(List.of(statement))));

        assertThat(oneByOne.nodes()).isEqualTo(atOnce.nodes());
        oneByOne.write(Statements.writeSet(said));
        assertThat(oneByOne.nodes()).isEqualTo(atOnce.nodes());
    }

    /** However often a run speaks of a thing that is its own. */
    @Property
    void ofOneRunTheLastWordHolds(@ForAll("manyStatements") List<Statement> statements) {
        List<Statement> said = statements.stream()
                .map(statement -> new Statement(
                        statement.kind(),
                        statement.id(),
                        "r",
                        statement.types(),
                        statement.formals(),
                        statement.attributes()))
                .toList();

        ModelGraph oneByOne = new ModelGraph();
        said.forEach(statement -> oneByOne.write(Statements.writeSet(List.of(statement))));
        ModelGraph atOnce = new ModelGraph();
        atOnce.write(Statements.writeSet(said));

        said.stream().filter(statement -> statement.kind().isElement()).forEach(statement -> {
            End node = new End(End.labelOf(statement.kind()), statement.id());
            assertThat(oneByOne.state(node)).isEqualTo(atOnce.state(node));
        });
    }

    @Provide
    Arbitrary<List<Attribute>> attributes() {
        return AnyStatement.attributes();
    }

    @Provide
    Arbitrary<Statement> statements() {
        return AnyStatement.statements();
    }

    @Provide
    Arbitrary<List<Statement>> manyStatements() {
        return AnyStatement.statements()
                .filter(statement -> statement.kind() != Kind.WAS_INFLUENCED_BY)
                .list()
                .ofMaxSize(12);
    }
}
