package dev.headwater.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.embedded.EmbeddedNeo4j;
import dev.headwater.embedded.FreePorts;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.prov.TwoRuns;
import dev.headwater.testkit.GraphSnapshot;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A Neo4j that is there and takes nothing: one of its own on a small disk, since it is broken on purpose. */
@ExtendWith({KafkaExtension.class, Neo4jExtension.class})
class ServerFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = FreePorts.choose();
    private final String uri = "bolt://127.0.0.1:" + port;

    /** One after the other on one server, since each start of it takes seconds. */
    @Test
    void whatKeepsItFromWritingIsSaidOnceAndWhenMendedNothingIsMissing(
            KafkaServer kafka, Neo4jServer undisturbed, @TempDir Path folder)
            throws IOException, InterruptedException, WatermarkMoved {
        kafka.freshTopics(RunningSink.topics());
        List<Statement> third = used("run-c");
        List<Statement> fourth = used("run-d");
        String busy = "Neo4j at " + uri + " is busy and takes nothing";
        String readOnly = "the database at " + uri + " cannot be written, only read";
        String full = "Neo4j at " + uri + " cannot write to its disk";
        try (SmallDisk disk = SmallDisk.mount(folder);
                Driver driver = GraphDatabase.driver(uri);
                RunningSink sink = RunningSink.inAHurry(kafka.bootstrap(), uri)) {
            try (EmbeddedNeo4j neo4j = server(disk, false)) {
                RunningSink.send(kafka.bootstrap(), TwoRuns.of(TwoRuns.A));
                awaitWritten(sink, driver, TwoRuns.A);

                try (Session session = driver.session();
                        Transaction inTheWay = session.beginTransaction()) {
                    inTheWay.run("MATCH (n) SET n.held = true").consume();
                    RunningSink.send(kafka.bootstrap(), TwoRuns.of(TwoRuns.B));
                    awaitReason(sink, busy);
                }
                awaitWritten(sink, driver, TwoRuns.B);
            }
            try (EmbeddedNeo4j neo4j = server(disk, true)) {
                RunningSink.send(kafka.bootstrap(), third);
                awaitReason(sink, readOnly);
                // Longer than it waits between two tries.
                await().during(Duration.ofSeconds(2))
                        .atMost(PATIENCE)
                        .until(() -> !sink.health().isReady());
            }
            try (EmbeddedNeo4j neo4j = server(disk, false)) {
                awaitWritten(sink, driver, "run-c");

                disk.fill();
                RunningSink.send(kafka.bootstrap(), fourth);
                awaitReason(sink, full);
                disk.makeRoom();
                // As operators are told: stopped in good order it would finish its log with bytes in the wrong place.
                neo4j.process().kill();
            }
            try (EmbeddedNeo4j neo4j = server(disk, false)) {
                SortedSet<String> all = written(undisturbed, TwoRuns.statements(), third, fourth);
                awaitWritten(sink, driver, "run-d");
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(GraphSnapshot.of(driver)).isEqualTo(all));
            }
            for (String news : List.of(busy, readOnly, full)) {
                assertThat(warnings()).filteredOn(line -> line.contains(news)).hasSize(1);
            }
        }
        try (KafkaConsumer<byte[], byte[]> letters = RunningSink.deadLetters(kafka.bootstrap())) {
            await().atMost(PATIENCE).until(() -> {
                assertThat(letters.poll(Duration.ofMillis(200))).isEmpty();
                return !letters.assignment().isEmpty();
            });
            assertThat(letters.endOffsets(letters.assignment()).values()).containsOnly(0L);
        }
    }

    private static List<Statement> used(String run) {
        return IntStream.range(0, 500)
                .mapToObj(i -> Statement.relation(Kind.USED, "run:" + run, "data:" + i)
                        .run(run)
                        .build())
                .toList();
    }

    private static void awaitReason(RunningSink sink, String beginning) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sink.health().reasons())
                        .hasEntrySatisfying(
                                "neo4j", reason -> assertThat(reason).startsWith(beginning)));
    }

    private static void awaitWritten(RunningSink sink, Driver driver, String run) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> GraphSnapshot.ask(
                                driver, "MATCH ()-[r {run: $run}]->() RETURN count(r) > 0", Map.of("run", run))
                        .equals(true));
        await().atMost(PATIENCE).until(() -> sink.health().isReady());
    }

    @SafeVarargs
    private static SortedSet<String> written(Neo4jServer neo4j, List<Statement>... runs) throws WatermarkMoved {
        neo4j.clear();
        GraphSchema.install(neo4j.driver());
        List<Statement> all = Stream.of(runs).flatMap(List::stream).toList();
        new GraphWriter(neo4j.driver()).write(Statements.writeSet(all), List.of());
        return GraphSnapshot.of(neo4j.driver());
    }

    private static List<String> warnings() throws IOException {
        return Files.readAllLines(Path.of("target", "sink-warnings.log"));
    }

    private EmbeddedNeo4j server(SmallDisk disk, boolean readOnly) {
        EmbeddedNeo4j server = EmbeddedNeo4j.start(
                EmbeddedNeo4j.Options.of(Path.of(System.getProperty("headwater.root")), disk.folder())
                        .withPort(port)
                        .withMemory("512m", "32m")
                        .withSettings(Map.of(
                                "server.databases.default_to_read_only",
                                Boolean.toString(readOnly),
                                "db.lock.acquisition.timeout",
                                "200ms")));
        server.awaitReady(Duration.ofMinutes(2));
        return server;
    }
}
