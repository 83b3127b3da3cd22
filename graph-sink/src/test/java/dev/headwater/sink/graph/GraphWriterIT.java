package dev.headwater.sink.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.Statements;
import dev.headwater.sink.intent.NodeState;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.intent.WriteSet;
import dev.headwater.sink.prov.TwoRuns;
import dev.headwater.testkit.GraphSnapshot;
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
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

@ExtendWith(Neo4jExtension.class)
class GraphWriterIT {

    private Driver driver;
    private GraphWriter writer;

    @BeforeEach
    void emptyGraph(Neo4jServer neo4j) {
        neo4j.clear();
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
    void aDatabaseThatIsMissingIsSaid(Neo4jServer neo4j) {
        try (Session session = driver.session(SessionConfig.forDatabase("nowhere"))) {
            assertThatThrownBy(() -> session.run("RETURN 1").consume())
                    .isInstanceOfSatisfying(Neo4jException.class, failure -> {
                        GraphTrouble trouble = GraphTrouble.of(failure, neo4j.boltUri(), "neo4j");
                        assertThat(trouble.cause()).isEqualTo(GraphTrouble.Cause.REFUSED);
                        assertThat(trouble.message()).contains("is not there", "nowhere");
                    });
        }
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
    void whatOneRunSaysAgainIsOnlyWhatItSaysNow() throws WatermarkMoved {
        Statement ended = Statement.activity(Identifiers.run("r"))
                .run("r")
                .type("mlp:Run", "mlp:Rank")
                .formal(Formal.END_TIME, "2026-01-01T00:00:00.000Z")
                .with("mlp:exitCode", 1L)
                .build();
        Statement open = Statement.activity(Identifiers.run("r"))
                .run("r")
                .type("mlp:Run")
                .build();
        Statement used = Statement.relation(Kind.USED, Identifiers.run("r"), "data:1")
                .run("r")
                .with("mlp:step", 7L)
                .build();
        Statement usedWithout = new Statement(used.kind(), used.id(), "r", List.of(), used.formals(), List.of());
        Statement usedElsewhere = new Statement(
                used.kind(),
                used.id(),
                "r",
                List.of(),
                Map.of(Formal.ACTIVITY, Identifiers.run("r"), Formal.ENTITY, "data:2"),
                List.of());

        for (List<Statement> said : List.of(List.of(ended, used), List.of(open, usedWithout), List.of(usedElsewhere))) {
            writer.write(Statements.writeSet(said), List.of());
        }

        SortedSet<String> grown = GraphSnapshot.of(driver);
        assertThat(grown)
                .containsExactlyInAnyOrder(
                        "[Activity, Run] [id=run:r, run=r, types=[mlp:Run]]",
                        "[Entity] [id=data:2]",
                        "run:r -USED-> data:2 [id=" + used.id() + ", run=r] x1");
    }

    @Test
    void aSharedElementKeepsWhatEachOfItsSpeakersSaidUntilOneIsLeft() throws WatermarkMoved {
        writer.write(Statements.writeSet(List.of(dataset("a", "mlp:a"))), List.of());
        writer.write(Statements.writeSet(List.of(dataset("b", "mlp:b"))), List.of());
        writer.write(Statements.writeSet(List.of(dataset("b", "mlp:b"))), List.of());
        assertThat(GraphSnapshot.of(driver))
                .containsExactly("[A, B, Entity] [a=1, b=1, id=data:1, run=, speakers=[a, b], types=[mlp:A, mlp:B]]");

        writer.write(
                WriteSet.of(List.of(new Said.TakenBack(dataset("a", "mlp:a").statementKey()))), List.of());
        writer.write(Statements.writeSet(List.of(dataset("b", "mlp:b"))), List.of());
        assertThat(GraphSnapshot.of(driver)).containsExactly("[B, Entity] [b=1, id=data:1, run=b, types=[mlp:B]]");

        writer.write(
                WriteSet.of(List.of(new Said.TakenBack(dataset("b", "mlp:b").statementKey()))), List.of());
        assertThat(GraphSnapshot.of(driver)).isEmpty();
    }

    @Test
    void aThingThatManyRunsShareForgetsWhoTheyAre() throws WatermarkMoved {
        List<Statement> few = new ArrayList<>();
        for (int i = 0; i < NodeState.MOST_SPEAKERS; i++) {
            few.add(dataset("r" + i, "mlp:a"));
        }
        writer.write(Statements.writeSet(few.subList(0, 3)), List.of());
        writer.write(Statements.writeSet(few.subList(3, few.size())), List.of());
        assertThat(GraphSnapshot.ask(driver, "MATCH (n:Entity) RETURN size(n.speakers)", Map.of()))
                .isEqualTo((long) few.size());

        writer.write(Statements.writeSet(List.of(dataset("one-more", "mlp:a"))), List.of());
        writer.write(Statements.writeSet(few), List.of());
        for (Statement statement : few) {
            writer.write(WriteSet.of(List.of(new Said.TakenBack(statement.statementKey()))), List.of());
        }

        assertThat(GraphSnapshot.of(driver))
                .containsExactly("[A, Entity] [a=1, id=data:1, run=, speakers=[], types=[mlp:A]]");
    }

    @Test
    void elementsOfAnEarlierSchemaKeepWhatTheyHave() throws WatermarkMoved {
        try (Session session = driver.session()) {
            session.run("CREATE (:Entity:A {id: 'data:1', types: ['mlp:A'], a: 1})")
                    .consume();
            session.run("MATCH (v:SchemaVersion) SET v.version = 1 REMOVE v.oldest")
                    .consume();
        }

        assertThat(GraphSchema.install(driver)).isEqualTo(1);
        writer.write(
                WriteSet.of(List.of(new Said.TakenBack(dataset("a", "mlp:a").statementKey()))), List.of());
        writer.write(Statements.writeSet(List.of(dataset("b", "mlp:b"))), List.of());

        assertThat(GraphSnapshot.of(driver))
                .containsExactly("[A, B, Entity] [a=1, b=1, id=data:1, run=, speakers=[], types=[mlp:A, mlp:B]]");
        assertThat(GraphSchema.install(driver)).isEqualTo(1);
    }

    private static Statement dataset(String run, String attribute) {
        String type = "mlp:" + attribute.substring(4).toUpperCase(java.util.Locale.ROOT);
        return Statement.entity("data:1")
                .run(run)
                .type(type)
                .with(attribute, 1L)
                .build();
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
    void aRelationThatMovesToANodeThatIsNewLeavesTheOldOne() throws WatermarkMoved {
        writer.write(Statements.writeSet(List.of(derivation("data:old"))), List.of());

        writer.write(Statements.writeSet(List.of(derivation("data:new"))), List.of());

        assertThat(GraphSnapshot.ask(
                        driver,
                        "MATCH (e)-[r:WAS_DERIVED_FROM]->(:Entity {id: 'data:used'}) RETURN collect([e.id, r.id])",
                        Map.of()))
                .isEqualTo(List.of(List.of("data:new", "rel:1")));
        assertThat(GraphSnapshot.ask(driver, "MATCH (e {id: 'data:old'}) RETURN count(e)", Map.of()))
                .isEqualTo(0L);
    }

    private static Statement derivation(String generated) {
        return new Statement(
                Kind.WAS_DERIVED_FROM,
                "rel:1",
                "r",
                List.of(),
                Map.of(Formal.GENERATED_ENTITY, generated, Formal.USED_ENTITY, "data:used"),
                List.of());
    }

    @Test
    void anOpenEndIsNoElement() throws WatermarkMoved {
        Statement generation = new Statement(
                Kind.WAS_GENERATED_BY, "rel:1", "r", List.of(), Map.of(Formal.ENTITY, "data:1"), List.of());

        writer.write(Statements.writeSet(List.of(generation)), List.of());

        List<Statement> read = new ArrayList<>();
        try (GraphReader reader = new GraphReader(driver)) {
            reader.relations(
                    Kind.WAS_GENERATED_BY, List.of("r"), (relation, source, target, begun) -> read.add(relation));
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
    void anInfluenceThatIsSaidAgainStaysWhereItIs() throws WatermarkMoved {
        Statement influence = Statement.relation(Kind.WAS_INFLUENCED_BY, "data:1", "user:ada")
                .run("r")
                .build();
        writer.write(Statements.writeSet(List.of(influence)), List.of());
        writer.write(
                Statements.writeSet(List.of(Statement.agent("user:ada").run("r").build())), List.of());
        SortedSet<String> once = GraphSnapshot.of(driver);

        writer.write(Statements.writeSet(List.of(influence)), List.of());

        assertThat(GraphSnapshot.of(driver)).isEqualTo(once);
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

    @Test
    void aPartOfABatchIsWrittenOnlyAsLongAsNobodyWentOnAndMovesNothing() throws WatermarkMoved {
        List<Advance> batch = List.of(new Advance("t/0", null, 10), new Advance("t/1", null, 20));

        writer.writePart(Statements.writeSet(List.of(dataset("a", "mlp:a"))), batch);
        assertThat(writer.watermarks()).isEmpty();
        SortedSet<String> written = GraphSnapshot.of(driver);
        assertThat(written).hasSize(1);

        writer.write(WriteSet.of(List.of()), List.of(new Advance("t/1", null, 5)));
        assertThatThrownBy(() -> writer.writePart(Statements.writeSet(List.of(dataset("a", "mlp:b"))), batch))
                .isInstanceOf(WatermarkMoved.class)
                .hasMessageContaining("t/1 is 5");
        assertThat(GraphSnapshot.of(driver)).isEqualTo(written);

        List<Advance> next = List.of(new Advance("t/0", null, 10), new Advance("t/1", 5L, 20));
        writer.writePart(Statements.writeSet(List.of(dataset("a", "mlp:b"))), next);
        assertThat(writer.watermarks()).containsExactlyEntriesOf(Map.of("t/1", 5L));
        writer.write(WriteSet.of(List.of()), next);
        assertThat(writer.watermarks()).isEqualTo(Map.of("t/0", 10L, "t/1", 20L));
    }
}
