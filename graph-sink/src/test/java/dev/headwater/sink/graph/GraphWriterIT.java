package dev.headwater.sink.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.GraphSnapshot;
import dev.headwater.sink.Statements;
import dev.headwater.sink.prov.TwoRuns;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

@ExtendWith(Neo4jExtension.class)
class GraphWriterIT {

    private Driver driver;
    private GraphWriter writer;

    @BeforeEach
    void emptyGraph(Neo4jServer neo4j) {
        neo4j.wipe();
        driver = neo4j.driver();
        GraphSchema.install(driver);
        writer = new GraphWriter(driver);
    }

    @Test
    void installingTheSchemaAgainChangesNothing() {
        GraphSchema.install(driver);

        assertThat(GraphSnapshot.ask(driver, "MATCH (v:SchemaVersion) RETURN v.version", Map.of()))
                .isEqualTo((long) GraphSchema.VERSION);
        assertThat(GraphSnapshot.ask(
                        driver,
                        "SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'headwater_' AND state = 'ONLINE' "
                                + "RETURN count(*)",
                        Map.of()))
                .isEqualTo((long) GraphSchema.statements().size());
    }

    @Test
    void refusesAGraphOfANewerSink() {
        try (Session session = driver.session()) {
            session.run("MATCH (v:SchemaVersion) SET v.version = 99").consume();
        }

        assertThatThrownBy(() -> GraphSchema.install(driver))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("99");
    }

    @Test
    void statementsInAnyOrderAndTwiceGiveTheSameGraph(Neo4jServer neo4j) throws WatermarkMoved {
        writer.write(Statements.writeSet(TwoRuns.statements()), List.of());
        SortedSet<String> expected = GraphSnapshot.of(driver);
        assertThat(expected).hasSizeGreaterThan(50);

        for (int seed = 1; seed <= 5; seed++) {
            emptyGraph(neo4j);
            List<Statement> shuffled = new ArrayList<>(TwoRuns.statements());
            shuffled.addAll(TwoRuns.statements());
            Collections.shuffle(shuffled, new Random(seed));
            for (int i = 0; i < shuffled.size(); i += 7) {
                writer.write(Statements.writeSet(shuffled.subList(i, Math.min(i + 7, shuffled.size()))), List.of());
            }
            assertThat(GraphSnapshot.of(driver)).isEqualTo(expected);
        }
    }

    @Test
    void whatTwoRunsSayOfTheSameBytesAddsUp() throws WatermarkMoved {
        writer.write(Statements.writeSet(TwoRuns.of(TwoRuns.B)), List.of());
        writer.write(Statements.writeSet(TwoRuns.of(TwoRuns.A)), List.of());
        writer.write(Statements.writeSet(TwoRuns.of(TwoRuns.B)), List.of());

        assertThat(GraphSnapshot.ask(
                        driver,
                        "MATCH (c:Entity:Artifact:Checkpoint {id: $id}) RETURN c.types + [toString(c.bytes)]",
                        Map.of("id", TwoRuns.CHECKPOINT)))
                .isEqualTo(List.of("mlp:Artifact", "mlp:Checkpoint", "mls:Model", "5000"));
        assertThat(GraphSnapshot.ask(
                        driver,
                        "MATCH (b:Run {runId: $id})-[:USED]->(c:Checkpoint)-[:WAS_GENERATED_BY]->(a:Run) RETURN a.name",
                        Map.of("id", TwoRuns.B)))
                .isEqualTo("digits run-a");
    }

    @Test
    void whatRunsSayOfThingsTheyShareIsSaidByEach() throws WatermarkMoved {
        writer.write(Statements.writeSet(TwoRuns.statements()), List.of());

        assertThat(GraphSnapshot.ask(
                        driver,
                        "MATCH (:Dataset)-[r:SPECIALIZATION_OF]->(:DatasetSeries) WITH r.run AS run ORDER BY run "
                                + "RETURN collect(run)",
                        Map.of()))
                .isEqualTo(List.of(TwoRuns.A, TwoRuns.B));
    }

    @Test
    void cypherInNamesIsHarmless() throws WatermarkMoved {
        String evil = "x'}) DETACH DELETE n //`\"$\\u0027";
        Statement run = Statement.activity("run:" + evil)
                .run(evil)
                .type("mlp:Run", "mlp:Bad`Label) DETACH DELETE n", "mlp:Fine_1")
                .with("param:`}) MATCH (n) DETACH DELETE n //", evil)
                .with("mlp:runId", evil)
                .build();
        Statement used = Statement.relation(Kind.USED, "run:" + evil, "data:" + evil)
                .run(evil)
                .build();

        writer.write(Statements.writeSet(List.of(run, used)), List.of());

        assertThat(GraphSnapshot.ask(
                        driver,
                        "MATCH (r:Run:Fine_1 {runId: $id})-[u:USED {run: $id}]->(e:Entity {id: $entity}) "
                                + "RETURN labels(r)",
                        Map.of("id", evil, "entity", "data:" + evil)))
                .isEqualTo(List.of("Activity", "Run", "Fine_1"));
    }

    @Test
    void anOpenEndIsNoElement() throws WatermarkMoved {
        Statement generation = new Statement(
                Kind.WAS_GENERATED_BY,
                "rel:1",
                "r",
                List.of(),
                Map.of(dev.headwater.prov.Formal.ENTITY, "data:1"),
                List.of());

        writer.write(Statements.writeSet(List.of(generation)), List.of());

        List<Statement> read = new ArrayList<>();
        try (GraphReader reader = new GraphReader(driver)) {
            reader.relations(Kind.WAS_GENERATED_BY, (relation, source, target) -> read.add(relation));
        }
        assertThat(read).containsExactly(generation);
    }

    @Test
    void anInfluenceFindsItsEndsWhateverTheirKind() throws WatermarkMoved {
        String run = Identifiers.run("r");
        writer.write(Statements.writeSet(List.of(Statement.activity(run).build())), List.of());

        writer.write(
                Statements.writeSet(List.of(Statement.relation(Kind.WAS_INFLUENCED_BY, "data:1", run)
                        .run("r")
                        .build())),
                List.of());

        assertThat(GraphSnapshot.ask(
                        driver,
                        "MATCH (:Entity)-[:WAS_INFLUENCED_BY]->(a:Activity {id: $id}) RETURN a.id",
                        Map.of("id", run)))
                .isEqualTo(run);
    }

    @Test
    void aBatchThatDoesNotBeginAtTheWatermarkIsNotWritten() throws WatermarkMoved {
        Statement first = Statement.entity("data:1").build();
        Statement second = Statement.entity("data:2").build();
        writer.write(Statements.writeSet(List.of(first)), List.of(new Advance("t/0", null, 10)));

        assertThatThrownBy(
                        () -> writer.write(Statements.writeSet(List.of(second)), List.of(new Advance("t/0", null, 20))))
                .isInstanceOf(WatermarkMoved.class)
                .hasMessageContaining("t/0 is 10");

        assertThat(writer.watermarks()).containsExactlyEntriesOf(Map.of("t/0", 10L));
        assertThat(GraphSnapshot.ask(driver, "MATCH (n:Entity) RETURN count(n)", Map.of()))
                .isEqualTo(1L);
    }
}
