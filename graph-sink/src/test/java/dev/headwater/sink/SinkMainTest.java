package dev.headwater.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.service.Health;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import picocli.CommandLine;

class SinkMainTest {

    @Test
    void aMistakeIsOneLineAndStatusTwo() {
        assertThat(run("--bootstrap", "k:1", "--neo4j", "bolt://n:1", "--status", "nowhere"))
                .isEqualTo("2 headwater-sink: --status nowhere is not host:port\n");
        assertThat(run("--bootstrap", "k:1", "--neo4j", "ftp://n"))
                .startsWith("2 headwater-sink: --neo4j ftp://n is no address such as bolt://localhost:7687");
        assertThat(run("--bootstrap", "k:1", "--neo4j", "bolt://n:1", "--kafka-config", "/no/such/file"))
                .startsWith("2 headwater-sink: --kafka-config /no/such/file cannot be read");
        assertThat(run("--bootstrap", "k:1", "--neo4j", "bolt://n:1", "--frobnicate"))
                .startsWith("2 headwater-sink: Unknown option: '--frobnicate'");
        assertThat(run("--bootstrap", "k:1", "--neo4j", "bolt://n:1", "--writers", "0"))
                .isEqualTo("2 headwater-sink: --writers 0 is not at least 1\n");
    }

    @Test
    void aSinkThatCannotBeMadeLeavesNothingThatWouldHaveToBecomeReady() {
        Health health = new Health();
        Health.Condition other = health.condition("other");
        other.ready();
        try (Driver driver = GraphDatabase.driver("bolt://127.0.0.1:1")) {
            assertThatThrownBy(() -> new Sink(
                            Map.of("bootstrap.servers", "127.0.0.1"),
                            SchemaSource.of(""),
                            driver,
                            "bolt://127.0.0.1:1",
                            "neo4j",
                            health,
                            System::nanoTime))
                    .isInstanceOf(KafkaException.class);
        }

        assertThat(health.isReady()).isTrue();
    }

    private static String run(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = SinkMain.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        int status = commandLine.execute(arguments);
        return status + " " + errors.toString().replace(System.lineSeparator(), "\n");
    }
}
