package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.headwater.sink.intent.Said;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;

/** What docs/cypher.md says holds in a graph that the processor and the sink have made of events. */
@ExtendWith(Neo4jExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookbookIT {

    /** A run has the one when it has more than 10,000 series, a finding the other when someone changed thresholds. */
    private static final Set<String> NOT_IN_THE_SCENE = Set.of("pointsSetAside", "ruleSettings");

    private final Cookbook cookbook;

    @SuppressWarnings("NullAway.Init")
    private Neo4jServer neo4j;

    @SuppressWarnings("NullAway.Init")
    private AskedGraph graph;

    CookbookIT() throws IOException {
        cookbook = new Cookbook(Path.of(System.getProperty("headwater.root"), "docs", "cypher.md"));
    }

    @BeforeAll
    void makeTheGraph(Neo4jServer server, @TempDir Path folder) throws Exception {
        neo4j = server;
        List<Said> said = new ArrayList<>();
        try (InMemoryProcessor processor = new InMemoryProcessor(folder, CookbookScene.BEGIN)) {
            new CookbookScene(processor).plays();
            processor.after(Duration.ofSeconds(1)).stream().map(Said::of).forEach(said::add);
            processor.chunks().stream().map(Said::of).forEach(said::add);
            assertThat(processor.deadLetters()).isZero();
        }
        graph = AskedGraph.of(neo4j, said);
    }

    @TestFactory
    Stream<DynamicTest> everyQueryAnswersItsQuestion() throws IOException {
        ExpectedAnswers expected = ExpectedAnswers.read("cookbook-answers.txt");
        List<String> questions = cookbook.questions();
        assertThat(cookbook.queries().keySet()).as("questions with a query").containsExactlyElementsOf(questions);
        assertThat(expected.questions()).containsExactlyInAnyOrderElementsOf(questions);
        return cookbook.queries().entrySet().stream()
                .map(each -> dynamicTest(each.getKey(), () -> {
                    ExpectedAnswers.Answer answer = expected.of(each.getKey());
                    assertThat(graph.ask(each.getValue(), answer.parameters())).isEqualTo(answer.rows());
                }));
    }

    @Test
    void theTableOfLabelsSaysWhatTheGraphHolds() {
        List<Cookbook.LabelRow> rows = cookbook.labels();
        List<Held> held = held("MATCH (n) UNWIND keys(n) AS key RETURN DISTINCT labels(n) AS labels, key");

        assertThat(held)
                .allSatisfy(each -> assertThat(each.labels())
                        .as("labels in the table")
                        .isSubsetOf(rows.stream()
                                .flatMap(row -> row.labels().stream())
                                .toList()))
                .allSatisfy(each -> assertThat(rows)
                        .as("%s", each)
                        .anyMatch(row -> each.isOf(row.labels()) && row.has(each.key())));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.labels()).allMatch(label -> held.stream().anyMatch(each -> each.isOf(List.of(label))));
            assertThat(row.properties())
                    .filteredOn(property -> !NOT_IN_THE_SCENE.contains(property))
                    .allMatch(property -> held.stream()
                            .anyMatch(each -> each.isOf(row.labels()) && Cookbook.matches(property, each.key())));
        });
    }

    @Test
    void theTableOfRelationshipsSaysWhatTheGraphHolds() {
        List<Cookbook.ArrowRow> rows = cookbook.arrows();
        List<HeldArrow> held = heldArrows();

        assertThat(held)
                .allSatisfy(each -> assertThat(rows)
                        .as("%s", each)
                        .anyMatch(row -> each.isOf(row) && row.properties().containsAll(each.keys())));
        assertThat(rows).allSatisfy(row -> {
            List<HeldArrow> of = held.stream().filter(each -> each.isOf(row)).toList();
            assertThat(row.from())
                    .allMatch(label -> of.stream().anyMatch(each -> each.from().contains(label)));
            assertThat(row.to())
                    .allMatch(label -> of.stream().anyMatch(each -> each.to().contains(label)));
            assertThat(row.properties())
                    .allMatch(
                            property -> of.stream().anyMatch(each -> each.keys().contains(property)));
        });
    }

    @Test
    void thePictureShowsWhatTheGraphHolds() {
        List<HeldArrow> held = heldArrows();

        assertThat(cookbook.picture())
                .hasSizeGreaterThan(20)
                .allMatch(arrow -> held.stream().anyMatch(each -> each.isOf(arrow)));
    }

    /** A property of nodes with these labels. */
    private record Held(List<String> labels, String key) {

        boolean isOf(List<String> some) {
            return labels.stream().anyMatch(some::contains);
        }
    }

    /** Relationships of a type between nodes with these labels, and their properties besides id and run. */
    private record HeldArrow(List<String> from, String type, List<String> to, List<String> keys) {

        boolean isOf(Cookbook.ArrowRow row) {
            return type.equals(row.type())
                    && from.stream().anyMatch(row.from()::contains)
                    && to.stream().anyMatch(row.to()::contains);
        }

        boolean isOf(Cookbook.Arrow arrow) {
            return type.equals(arrow.type()) && from.contains(arrow.from()) && to.contains(arrow.to());
        }
    }

    private List<Held> held(String query) {
        try (Session session = neo4j.driver().session()) {
            return session.run(query)
                    .list(row -> new Held(
                            row.get("labels").asList(Value::asString),
                            row.get("key").asString()));
        }
    }

    private List<HeldArrow> heldArrows() {
        try (Session session = neo4j.driver().session()) {
            return session.run(
                            "MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS from, type(r) AS type, labels(b) AS to, "
                                    + "[k IN keys(r) WHERE NOT k IN ['id', 'run']] AS keys")
                    .list(row -> new HeldArrow(
                            row.get("from").asList(Value::asString),
                            row.get("type").asString(),
                            row.get("to").asList(Value::asString),
                            row.get("keys").asList(Value::asString)));
        }
    }
}
