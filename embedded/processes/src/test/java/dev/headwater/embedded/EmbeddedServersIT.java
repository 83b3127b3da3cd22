package dev.headwater.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path temporary;

    @Test
    void bothStartTogetherAndKeepTheirFilesOverARestartOnTheSamePorts() throws IOException {
        EmbeddedKafka.Options kafkaOptions = EmbeddedKafka.Options.of(Checkout.root(), temporary.resolve("the kafka"));
        EmbeddedNeo4j.Options neo4jOptions = EmbeddedNeo4j.Options.of(Checkout.root(), temporary.resolve("the neo4j"))
                .withPassword("@first password");
        String cluster;
        byte[] store;
        int kafkaPort;
        int boltPort;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(kafkaOptions);
                EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(neo4jOptions)) {
            kafka.awaitReady(PATIENCE);
            neo4j.awaitReady(PATIENCE);
            kafkaPort = kafka.port();
            boltPort = neo4j.port();
            cluster = cluster(kafkaOptions.home());
            store = Files.readAllBytes(neo4jOptions.home().resolve("data/server_id"));
            assertThat(kafka.bootstrap()).isEqualTo("127.0.0.1:" + kafkaPort);
            assertThat(neo4j.boltUri()).isEqualTo("bolt://127.0.0.1:" + boltPort);
            neo4j.kill();
            assertThat(neo4j.isAlive()).isFalse();
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(kafkaOptions.withPort(kafkaPort));
                EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(neo4jOptions.withPort(boltPort))) {
            kafka.awaitReady(PATIENCE);
            neo4j.awaitReady(PATIENCE);
            assertThat(cluster(kafkaOptions.home())).isEqualTo(cluster);
            assertThat(Files.readAllBytes(neo4jOptions.home().resolve("data/server_id")))
                    .isEqualTo(store);
        }
    }

    @Test
    void aBrokerThatRefusesItsConfigurationSaysWhy() {
        EmbeddedKafka.Options options = EmbeddedKafka.Options.of(Checkout.root(), temporary)
                .withProperties(Map.of("num.network.threads", "none"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options)) {
            assertThatThrownBy(() -> kafka.awaitReady(PATIENCE))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageStartingWith("Kafka ended with status 1 before it was ready.")
                    .hasMessageContaining("Invalid value none for configuration num.network.threads");
        }
    }

    @Test
    void aServerThatRefusesItsConfigurationSaysWhy() {
        EmbeddedNeo4j.Options options = EmbeddedNeo4j.Options.of(Checkout.root(), temporary)
                .withSettings(Map.of("server.memory.pagecache.size", "plenty"));
        try (EmbeddedNeo4j neo4j = EmbeddedNeo4j.start(options)) {
            assertThatThrownBy(() -> neo4j.awaitReady(PATIENCE))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageStartingWith("Neo4j ended with status 1 before it was ready.")
                    .hasMessageContaining("'plenty' is not a valid size");
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            EmbeddedKafka.Options options =
                    EmbeddedKafka.Options.of(Checkout.root(), temporary).withPort(port);
            assertThatThrownBy(() -> EmbeddedKafka.start(options))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageContaining("Port " + port + " is taken, Kafka cannot listen there");
        }
    }

    @Test
    void aRootThatIsNotBuiltSaysWhatToRun() {
        assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafka.Options.of(temporary, temporary)))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageStartingWith("The embedded Kafka is not built: ")
                .hasMessageContaining("Run `mvn -Dquick package` in " + temporary);
        assertThatThrownBy(() -> EmbeddedNeo4j.start(EmbeddedNeo4j.Options.of(temporary, temporary)))
                .hasMessageStartingWith("The embedded Neo4j is not built: ");
    }

    @Test
    void aHomeWithACommaIsRefusedByName() {
        Path home = temporary.resolve("one, two");
        assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafka.Options.of(Checkout.root(), home)))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("one, two");
    }

    private static String cluster(Path home) throws IOException {
        return Files.readAllLines(home.resolve("data/meta.properties")).stream()
                .filter(line -> line.startsWith("cluster.id="))
                .findFirst()
                .orElseThrow();
    }
}
