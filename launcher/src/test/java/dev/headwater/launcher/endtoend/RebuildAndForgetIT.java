package dev.headwater.launcher.endtoend;

import static dev.headwater.launcher.endtoend.TeamEvents.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.stack.LineageTopics;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.testkit.GraphSnapshot;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** What lasts of runs, on one graph; each test takes runs of its own from the scene. */
@ExtendWith({KafkaExtension.class, Neo4jExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuildAndForgetIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private Driver driver;

    @SuppressWarnings("NullAway.Init")
    private SceneOnServers scene;

    @BeforeAll
    void fillTheGraph(KafkaServer kafka, Neo4jServer neo4j, @TempDir Path folder) {
        driver = neo4j.driver();
        scene = SceneOnServers.start(kafka, neo4j, folder);
        try (LineageTopics topics = new LineageTopics(kafka.bootstrap())) {
            Map<String, Long> ends = topics.ends();
            GraphWriter graph = new GraphWriter(driver);
            await().atMost(PATIENCE)
                    .until(() -> topics.unread(ends.keySet(), graph.watermarks(), ends)
                            .isEmpty());
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        scene.close();
    }

    @Test
    void aRebuiltGraphIsTheSame() {
        SortedSet<String> before = GraphSnapshot.of(driver);
        assertThat(before).hasSizeGreaterThan(500);
        assertThat(count("MATCH (c:SeriesChunk) RETURN count(c)")).isPositive();

        assertRebuilt();

        // At once: it is rebuilt when the command says so.
        assertThat(GraphSnapshot.of(driver)).isEqualTo(before);
    }

    @Test
    void whatARunMadeIsInvalidatedUnlessAnotherOneKnowsIt() {
        SortedSet<String> before = GraphSnapshot.of(driver);

        Outcome forgotten = scene.headwater("forget", "more-data", "--yes", "--json");

        assertThat(forgotten.status()).as(forgotten.err()).isZero();
        long entities = forgotten.json().get(0).get("entities").longValue();
        String invalidated = "MATCH (e)-[:WAS_INVALIDATED_BY]->({id: 'cleanup:more-data'})-[:WAS_ASSOCIATED_WITH]->"
                + "({id: 'user:" + System.getProperty("user.name") + "'}) ";
        await().atMost(PATIENCE).until(() -> count(invalidated + "RETURN count(e)") == entities);
        // Not the model: the run behind it has read it. Nor the data, which the run has read itself.
        assertThat(ask(
                        invalidated + "WITH e.id AS id WHERE id STARTS WITH 'data:' ORDER BY id RETURN collect(id)",
                        Map.of()))
                .isEqualTo(List.of("data:" + digest("b5"), "data:" + digest("c3")));
        assertThat(GraphSnapshot.of(driver)).containsAll(before);
    }

    @Test
    void anErasedRunIsGoneForGoodAndWhatAnotherOneSaysStays() {
        SortedSet<String> ofAnother = saidOnlyBy("repeat");
        assertThat(ofAnother).hasSizeGreaterThan(20);
        assertThat(said("baseline")).isPositive();
        assertThat(scene.saidBy("baseline")).hasSizeGreaterThan(20);

        assertThat(scene.headwater("forget", "baseline", "--erase", "--dry-run").out())
                .startsWith("would erase");
        assertThat(scene.saidBy("baseline")).hasSizeGreaterThan(20);
        Outcome erased = scene.headwater("forget", "baseline", "--erase", "--yes", "--json");

        assertThat(erased.status()).as(erased.err()).isZero();
        JsonNode counted = erased.json().get(0);
        assertThat(counted.get("statements").longValue()).isGreaterThan(20);
        assertThat(counted.get("chunks").longValue()).isPositive();
        assertThat(scene.saidBy("baseline")).isEmpty();
        await().atMost(PATIENCE).until(() -> said("baseline") == 0);
        assertThat(saidOnlyBy("repeat")).containsAll(ofAnother);
        assertStillThere();
        assertThat(scene.headwater("forget", "baseline", "--erase", "--yes").status())
                .isEqualTo(1);

        assertRebuilt();

        assertThat(said("baseline")).isZero();
        assertThat(saidOnlyBy("repeat")).containsAll(ofAnother);
        assertStillThere();
    }

    /** The runs had the same data, code and checkpoints. */
    private void assertStillThere() {
        for (String shared : List.of("c1", "c2", "a1", "d1", "d9")) {
            assertThat(count("MATCH (n:Entity {id: 'data:" + digest(shared) + "'}) WHERE n.run IS NOT NULL "
                            + "RETURN count(n)"))
                    .as(shared)
                    .isEqualTo(1);
        }
    }

    private void assertRebuilt() {
        Outcome rebuilt = scene.headwater("rebuild", "--yes");

        assertThat(rebuilt.status()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.out()).startsWith("rebuilt ");
    }

    /** How much of the graph is said by the run, is of the run, or are its points. */
    private long said(String run) {
        return count("MATCH (n) WHERE n.run = '" + run + "' OR n.runId = '" + run + "' OR '" + run + "' IN n.speakers "
                        + "OR n.id STARTS WITH 'series:" + run + "/' RETURN count(n)")
                + count("MATCH ()-[r {run: '" + run + "'}]->() RETURN count(r)");
    }

    private SortedSet<String> saidOnlyBy(String run) {
        SortedSet<String> all = GraphSnapshot.of(driver);
        all.removeIf(line -> !line.contains("run=" + run + ",") && !line.contains("run=" + run + "]"));
        return all;
    }

    private long count(String query) {
        return ((Number) ask(query, Map.of())).longValue();
    }

    private Object ask(String query, Map<String, Object> parameters) {
        return GraphSnapshot.ask(driver, query, parameters);
    }
}
