package dev.headwater.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
    }

    private static String run(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = SinkMain.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        int status = commandLine.execute(arguments);
        return status + " " + errors.toString().replace(System.lineSeparator(), "\n");
    }
}
