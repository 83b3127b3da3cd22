package dev.headwater.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.schemas.Columns;
import dev.headwater.schemas.Topic;
import dev.headwater.series.SeriesChunk;
import dev.headwater.sink.graph.Advance;
import dev.headwater.sink.graph.GraphDrop;
import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphTrouble;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.prov.TwoRuns;
import dev.headwater.testkit.GraphSnapshot;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

@ExtendWith({KafkaExtension.class, Neo4jExtension.class})
class SinkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private KafkaServer kafka;
    private Neo4jServer neo4j;
    private Driver driver;

    @BeforeEach
    void emptyTopicsAndGraph(KafkaServer kafka, Neo4jServer neo4j) {
        this.kafka = kafka;
        this.neo4j = neo4j;
        this.driver = neo4j.driver();
        neo4j.clear();
        kafka.freshTopics(RunningSink.topics());
    }

    @Test
    void bringsStatementsAndPointsIntoTheGraph() throws InterruptedException {
        RunningSink.send(kafka.bootstrap(), TwoRuns.statements());
        String series = Identifiers.metricSeries(TwoRuns.A, "loss", "train");
        sendChunk(series, new long[] {1, 2, 5}, new double[] {2.5, Double.NaN, 0.1});

        try (RunningSink sink = sink()) {
            await().atMost(PATIENCE).until(() -> count("MATCH (:MetricSeries)-[:HAS_CHUNK]->(c) RETURN count(c)") == 1);
            await().atMost(PATIENCE).until(() -> count("MATCH (a:Anomaly {runId: 'run-b'}) RETURN count(a)") == 1);
            assertThat(sink.health().reasons()).isEmpty();
        }

        assertThat(ask("MATCH (s {id: '" + series + "'})-[:HAS_CHUNK]->(c) RETURN c.steps"))
                .isEqualTo(List.of(1L, 2L, 5L));
        assertThat(ask("MATCH (c:SeriesChunk) RETURN c.id")).isEqualTo(series + "|0");
        assertThat(ask("MATCH (c:SeriesChunk) RETURN isNaN(c.values[1]) AND c.values[2] = 0.1"))
                .isEqualTo(true);
    }

    @Test
    void aSmallUpdateIsVisibleWithinASecond() throws InterruptedException {
        try (RunningSink sink = sink();
                RunningSink.Sender sender = new RunningSink.Sender(kafka.bootstrap())) {
            await().atMost(PATIENCE).until(() -> sink.health().isReady());
            for (int i = 0; i < 10; i++) {
                long sent = System.nanoTime();
                String id = "data:" + i;
                sender.send(Statement.entity(id).run("r").build());
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> count("MATCH (n:Entity {id: '" + id + "'}) RETURN count(n)") == 1);
                // The first one also compiles its queries.
                if (i > 1) {
                    assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(1));
                }
            }
        }
    }

    @Test
    void goesOnWhereTheGraphIsAndReplaysChangeNothing() throws InterruptedException {
        RunningSink.send(kafka.bootstrap(), TwoRuns.of(TwoRuns.A));
        try (RunningSink sink = sink()) {
            awaitEverythingWritten(TwoRuns.of(TwoRuns.A).size());
        }
        RunningSink.send(kafka.bootstrap(), TwoRuns.of(TwoRuns.B));
        try (RunningSink sink = sink()) {
            awaitEverythingWritten(TwoRuns.statements().size());
        }
        SortedSet<String> once = GraphSnapshot.of(driver);

        try (Session session = driver.session()) {
            session.run("MATCH (w:Watermark) DELETE w").consume();
        }
        try (RunningSink sink = sink()) {
            awaitEverythingWritten(TwoRuns.statements().size());
        }

        assertThat(GraphSnapshot.of(driver)).isEqualTo(once);
    }

    @Test
    void fillsANewGraphWhileItRuns() throws InterruptedException {
        RunningSink.send(kafka.bootstrap(), TwoRuns.statements());
        try (RunningSink sink = sink()) {
            awaitEverythingWritten(TwoRuns.statements().size());
            SortedSet<String> before = GraphSnapshot.of(driver);
            try (Session session = driver.session()) {
                session.run("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")
                        .consume();
            }

            Statement next = Statement.entity("data:next").run(TwoRuns.A).build();
            RunningSink.send(kafka.bootstrap(), List.of(next));

            await().atMost(PATIENCE).until(() -> count("MATCH (n {id: 'data:next'}) RETURN count(n)") == 1);
            RunningSink.send(
                    kafka.bootstrap(),
                    List.of(Statement.entity("data:next").run(TwoRuns.B).build()));
            await().atMost(PATIENCE).until(() -> GraphSnapshot.of(driver).containsAll(before));
        }
    }

    @Test
    void aDroppedGraphIsFilledAgainAndIsTheSame() throws InterruptedException {
        RunningSink.send(kafka.bootstrap(), TwoRuns.statements());
        try (RunningSink sink = sink()) {
            awaitEverythingWritten(TwoRuns.statements().size());
            SortedSet<String> before = GraphSnapshot.of(driver);

            // Interrupted before anything but the watermarks is gone.
            change("MATCH (v:SchemaVersion) SET v.dropping = true WITH v MATCH (w:Watermark) DELETE w");
            await().atMost(PATIENCE)
                    .until(() -> sink.health()
                            .reasons()
                            .getOrDefault("neo4j", "")
                            .contains("`headwater rebuild` was interrupted"));

            new GraphDrop(driver).drop((what, gone, of) -> {});
            await().atMost(PATIENCE).until(() -> sink.health().isReady());
            awaitEverythingWritten(TwoRuns.statements().size());
            assertThat(GraphSnapshot.of(driver)).isEqualTo(before);
        }
    }

    /** As a rebuild from the topic after its compaction: of the other run nothing is missing, of this one nothing left. */
    @Test
    void whatIsTakenBackLeavesTheGraphAsIfItHadNeverBeenSaid() throws InterruptedException {
        String series = Identifiers.metricSeries(TwoRuns.A, "loss", "train");
        try (RunningSink sink = sink();
                RunningSink.Sender sender = new RunningSink.Sender(kafka.bootstrap())) {
            TwoRuns.of(TwoRuns.B).forEach(sender::send);
            awaitEverythingWritten(TwoRuns.of(TwoRuns.B).size());
            SortedSet<String> onlyB = GraphSnapshot.of(driver);

            TwoRuns.of(TwoRuns.A).forEach(sender::send);
            sendChunk(series, new long[] {1, 2}, new double[] {2.5, 0.1});
            awaitEverythingWritten(TwoRuns.statements().size());
            await().atMost(PATIENCE).until(() -> count("MATCH (c:SeriesChunk) RETURN count(c)") == 1);

            for (Statement statement : TwoRuns.of(TwoRuns.A)) {
                sender.send(Topic.LINEAGE, TwoRuns.A, statement.key(), null);
                sender.send(Topic.LINEAGE, TwoRuns.A, statement.key(), null);
            }
            sender.send(Topic.SERIES, TwoRuns.A, TwoRuns.A + "|" + series + "|0", null);
            // What only run A said of things they share stays until run B says them again.
            await().atMost(PATIENCE)
                    .until(() -> count("MATCH (n) WHERE n.run = '" + TwoRuns.A + "' RETURN count(n)") == 0
                            && count("MATCH (c:SeriesChunk) RETURN count(c)") == 0);
            TwoRuns.of(TwoRuns.B).forEach(sender::send);
            await().atMost(PATIENCE).until(() -> GraphSnapshot.of(driver).equals(onlyB));
        }
    }

    @Test
    void poisonGoesToTheDeadLettersAndTheRestIsWritten() throws InterruptedException {
        List<Statement> statements = new ArrayList<>(TwoRuns.statements());
        // Neo4j indexes the name of a run, and an index takes 8 KiB.
        Statement poison = Statement.activity("run:poison")
                .run("poison")
                .type(Profile.RUN)
                .with("mlp:name", "x".repeat(40_000))
                .build();
        statements.add(statements.size() / 2, poison);
        statements.add(Statement.entity("data:" + "y".repeat(3_000)).run("long").build());
        try (RunningSink.Sender sender = new RunningSink.Sender(kafka.bootstrap())) {
            sender.send(Topic.LINEAGE, "garbage", "k", "no Avro".getBytes(StandardCharsets.UTF_8));
            sender.send(Topic.LINEAGE, "tombstone", "k", null);
            statements.forEach(sender::send);
        }

        try (RunningSink sink = sink();
                KafkaConsumer<byte[], byte[]> letters = RunningSink.deadLetters(kafka.bootstrap())) {
            List<String> reasons = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<byte[], byte[]> letter : letters.poll(Duration.ofMillis(200))) {
                    Header reason = letter.headers().lastHeader("headwater.reason");
                    reasons.add(new String(reason.value(), StandardCharsets.UTF_8));
                }
                return reasons.size() >= 3;
            });
            awaitEverythingWritten(statements.size() + 2);

            assertThat(reasons).hasSize(3);
            assertThat(reasons).anyMatch(reason -> reason.contains("not in Confluent framing"));
            assertThat(reasons).anyMatch(reason -> reason.contains("3005 characters"));
            assertThat(reasons).anyMatch(reason -> reason.contains("the graph refuses it"));
            assertThat(sink.health().reasons()).isEmpty();
        }
        assertThat(count("MATCH (r:Run) RETURN count(r)")).isEqualTo(2);
        assertThat(count("MATCH ()-[r]->() WHERE r.id IS NOT NULL RETURN count(r)"))
                .isEqualTo(TwoRuns.statements().stream()
                        .filter(statement -> statement.kind().isRelation())
                        .count());
    }

    @Test
    void aSinkThatWasOvertakenWritesNoPartOfItsBatchOverWhatIsNewer() throws WatermarkMoved {
        GraphSchema.install(driver);
        GraphWriter graph = new GraphWriter(driver);
        Statement newer =
                Statement.entity("data:1").run("r").with("mlp:bytes", 2L).build();
        graph.write(Statements.writeSet(List.of(newer)), List.of(new Advance("t/0", null, 3)));
        SortedSet<String> before = GraphSnapshot.of(driver);
        Statement older =
                Statement.entity("data:1").run("r").with("mlp:bytes", 1L).build();
        // What cannot be read makes it write the rest in parts.
        List<Item> batch = List.of(
                new Item(new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]), null, "cannot be read"),
                new Item(new ConsumerRecord<>("t", 0, 1, new byte[0], new byte[0]), Said.of(older), null));

        try (DeadLetters letters = new DeadLetters(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            BatchWriter writer =
                    new BatchWriter(graph, letters, failure -> GraphTrouble.of(failure, neo4j.boltUri(), "neo4j"));
            assertThatThrownBy(() -> writer.write(batch, List.of(new Advance("t/0", null, 2))))
                    .isInstanceOf(WatermarkMoved.class);
        }

        assertThat(GraphSnapshot.of(driver)).isEqualTo(before);
    }

    @Test
    void twoSinksFillOneHotNodeFromAllPartitions() throws InterruptedException {
        int runs = 1_000;
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            String run = "hot-" + i;
            statements.add(Statement.activity(Identifiers.run(run))
                    .run(run)
                    .type(Profile.RUN)
                    .with("mlp:runId", run)
                    .build());
            statements.add(Statement.entity(TwoRuns.DATASET)
                    .run(run)
                    .type(i % 2 == 0 ? Profile.DATASET : Profile.ARTIFACT)
                    .build());
            statements.add(Statement.relation(Kind.USED, Identifiers.run(run), TwoRuns.DATASET)
                    .run(run)
                    .role("mlp:train")
                    .build());
            statements.add(Statement.relation(Kind.SPECIALIZATION_OF, TwoRuns.DATASET, Identifiers.dataset("hot"))
                    .run(run)
                    .build());
        }
        try (RunningSink one = sink();
                RunningSink other = sink()) {
            RunningSink.send(kafka.bootstrap(), statements);
            awaitEverythingWritten(statements.size());
            // A storm would be many for each batch; there are tens of batches.
            assertThat(one.retries() + other.retries()).isLessThan(20);
        }

        assertThat(count("MATCH (:Run)-[u:USED]->(:Dataset:Artifact) RETURN count(DISTINCT u.run)"))
                .isEqualTo(runs);
        assertThat(count("MATCH (:Dataset)-[r:SPECIALIZATION_OF]->() RETURN count(r)"))
                .isEqualTo(runs);
    }

    @Test
    void waitsForNeo4jThatGoesAwayDuringTheLoad() throws InterruptedException {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            statements.add(Statement.entity("data:" + i)
                    .run("r" + i % 50)
                    .type(Profile.ARTIFACT)
                    .with("mlp:bytes", (long) i)
                    .build());
        }
        try (RunningSink sink = sink()) {
            await().atMost(PATIENCE).until(() -> sink.health().isReady());
            RunningSink.send(kafka.bootstrap(), statements);
            await().atMost(PATIENCE).until(() -> count("MATCH (n:Artifact) RETURN count(n)") > 0);
            neo4j.kill();
            await().atMost(PATIENCE).until(() -> !sink.health().isReady());
            assertThat(sink.health().reasons().get("neo4j")).contains(neo4j.boltUri(), "not reached");
            neo4j.start();
            await().atMost(PATIENCE).until(() -> sink.health().isReady());
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> count("MATCH (n:Artifact) RETURN count(n)") == statements.size());
        }
    }

    @Test
    void killedFiveTimesDuringTheLoadAndOnceForGoodNothingIsMissing(@TempDir Path folder) throws InterruptedException {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            statements.add(Statement.entity("data:" + i % 9_000)
                    .run("r" + i % 50)
                    .type(Profile.ARTIFACT)
                    .with("mlp:bytes", (long) i % 9_000)
                    .build());
        }
        RunningSink.send(kafka.bootstrap(), statements.subList(0, 4_000));
        long written = 0;
        for (int i = 0; i < 5; i++) {
            try (SinkProcess sink = SinkProcess.start(kafka.bootstrap(), neo4j, folder)) {
                long before = written;
                await().atMost(PATIENCE).until(() -> written() > before);
                sink.kill();
            }
            written = written();
            RunningSink.send(kafka.bootstrap(), statements.subList(4_000 + 1_600 * i, 4_000 + 1_600 * (i + 1)));
        }
        try (RunningSink other = sink();
                SinkProcess sink = SinkProcess.start(kafka.bootstrap(), neo4j, folder)) {
            sink.kill();
            awaitEverythingWritten(statements.size());
        }

        assertThat(count("MATCH (n:Artifact) RETURN count(n)")).isEqualTo(9_000);
        assertThat(count("MATCH (n:Artifact) WHERE n.id = 'data:' + toString(n.bytes) RETURN count(n)"))
                .isEqualTo(9_000);
    }

    private long written() {
        return count("MATCH (w:Watermark) RETURN coalesce(sum(w.offset), 0)");
    }

    @Test
    void aWrongPasswordIsSaidAndNothingIsLost() throws InterruptedException {
        RunningSink.send(kafka.bootstrap(), TwoRuns.statements());
        try (RunningSink sink = new RunningSink(kafka.bootstrap(), neo4j.boltUri(), neo4j.user(), "not-the-password")) {
            await().atMost(PATIENCE)
                    .until(() ->
                            sink.health().reasons().getOrDefault("neo4j", "").contains("refuses user neo4j"));
            assertThat(sink.health().reasons().get("neo4j")).contains("HEADWATER_NEO4J_PASSWORD");
        }
        // A few wrong passwords lock the account for some seconds, also for those who know it.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> count("RETURN 1") == 1);

        try (RunningSink sink = sink()) {
            awaitEverythingWritten(TwoRuns.statements().size());
        }
    }

    private RunningSink sink() {
        return new RunningSink(kafka.bootstrap(), neo4j.boltUri(), neo4j.user(), neo4j.password());
    }

    private void sendChunk(String series, long[] steps, double[] values) {
        SeriesChunk chunk = SeriesChunk.newBuilder()
                .setRunId(TwoRuns.A)
                .setSeriesId(series)
                .setIndex(0)
                .setStepDeltas(Columns.deltas(steps, steps.length))
                .setTimeDeltas(Columns.deltas(steps, steps.length))
                .setValues(Columns.doubles(values, values.length))
                .build();
        try (RunningSink.Sender sender = new RunningSink.Sender(kafka.bootstrap())) {
            sender.sendRecord(Topic.SERIES, TwoRuns.A, TwoRuns.A + "|" + series + "|0", chunk);
        }
    }

    /** The watermarks of the lineage add up to the number of its records. */
    private void awaitEverythingWritten(long records) {
        await().atMost(PATIENCE)
                .until(() -> count("MATCH (w:Watermark) WHERE w.id STARTS WITH 'headwater.lineage' "
                                + "RETURN coalesce(sum(w.offset), 0)")
                        >= records);
    }

    private void change(String query) {
        try (Session session = driver.session()) {
            session.run(query).consume();
        }
    }

    private long count(String query) {
        return ((Number) ask(query)).longValue();
    }

    private Object ask(String query) {
        return GraphSnapshot.ask(driver, query, Map.of());
    }
}
