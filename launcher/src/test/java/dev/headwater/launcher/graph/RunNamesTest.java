package dev.headwater.launcher.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.graph.RunNames.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunNamesTest {

    private static final Candidate FIRST = new Candidate("20260131-aaaa", "A", "digits");
    private static final Candidate SECOND = new Candidate("20260131-bbbb", "B", "digits");

    @Test
    void takesTheRunOfThatIdEvenIfOthersBeginLikeIt() {
        Candidate longer = new Candidate("20260131-aaaa2", "", "");

        assertThat(RunNames.choose("20260131-aaaa", List.of(longer, FIRST))).isEqualTo("20260131-aaaa");
    }

    @Test
    void takesTheOnlyRunThatBeginsSo() {
        assertThat(RunNames.choose("20260131-a", List.of(FIRST))).isEqualTo("20260131-aaaa");
    }

    @Test
    void takesTheOnlyRunOfThatName() {
        assertThat(RunNames.choose("B", List.of(SECOND))).isEqualTo("20260131-bbbb");
    }

    @Test
    void listsTheRunsThatMayBeMeant() {
        assertThatThrownBy(() -> RunNames.choose("2026", List.of(FIRST, SECOND)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("20260131-aaaa (A) of digits, 20260131-bbbb (B) of digits");
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> RunNames.choose("x", List.of())).hasMessageStartingWith("no run \"x\"");
    }
}
