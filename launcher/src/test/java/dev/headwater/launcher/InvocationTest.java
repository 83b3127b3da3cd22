package dev.headwater.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationTest {

    @Test
    void leavesWordsThatAShellTakesAsTheyAre() {
        assertThat(Invocation.of("down", "--home", "/tmp/headwater-demo-1"))
                .isEqualTo("headwater down --home /tmp/headwater-demo-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "it's", "$HOME", "a\\b", "*", "~/x", "MATCH (r:Run) RETURN r.name", "é;!"})
    void quotesSoThatTheShellReadsTheSameWord(String word) throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", "printf %s " + Invocation.quoted(word)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word);
    }
}
