package dev.headwater.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "a_b.example.org:1",
                "[::1]:9092",
                "PLAINTEXT://kafka:9092",
                "one:9092, two:9092"
            })
    void takesAddressesOfKafka(String text) {
        assertThat(ServerAddress.isBrokers(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "", "host:", ":9092", "host:0", "host:65536", "a:1,", "a:1;b:2", "host:port"})
    void refusesWhatIsNoAddressOfKafka(String text) {
        assertThat(ServerAddress.isBrokers(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bolt://localhost:7687", "neo4j+s://x.databases.example", "bolt://[::1]:7687"})
    void takesAddressesOfNeo4j(String text) {
        assertThat(ServerAddress.isNeo4j(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "localhost:7687", "http://localhost:7474", "bolt://", "bolt://a:99999", "bolt:// x"})
    void refusesWhatIsNoAddressOfNeo4j(String text) {
        assertThat(ServerAddress.isNeo4j(text)).isFalse();
    }
}
