package dev.headwater.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsTextToTheLeftAndNumbersToTheRight() {
        String text =
                new Table("NAME", "POINTS").row("loss", 7).row("accuracy", 1200).format(0);

        assertThat(text.lines()).containsExactly("NAME      POINTS", "loss           7", "accuracy    1200");
    }

    @Test
    void cutsTheWidestColumnToFitTheTerminal() {
        String text = new Table("A", "B")
                .row("short", "a text that is much too long for it")
                .format(20);

        assertThat(text.lines()).allMatch(line -> line.length() <= 20);
        assertThat(text).contains("…");
    }

    @Test
    void keepsEverythingWhenNoPersonLooks() {
        String text = new Table("A").row("x".repeat(500)).format(0);

        assertThat(text).contains("x".repeat(500));
    }

    @Test
    void keepsARowOnOneLine() {
        assertThat(new Table("A").row("one\ntwo").format(0).lines()).containsExactly("A", "one two");
    }
}
