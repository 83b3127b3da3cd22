package dev.headwater.launcher.run.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(10, lines::add);

    @Test
    void endsALineWhereAProgressBarBeginsAnew() {
        take("a\r\nb\rc\b\b\bd\n\ne");
        splitter.end();

        assertThat(lines).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void putsPartsTogether() {
        take("l");
        take("öss"); // Of two bytes.
        take("\n");

        assertThat(lines).containsExactly("löss");
    }

    @Test
    void forgetsColours() {
        take("\u001b[31mred\n");

        assertThat(lines).containsExactly("red");
    }

    @Test
    void skipsALineThatIsTooLongAndGoesOn() {
        take("0123456789\nx0123456789012345\nshort\n" + "y".repeat(100));
        splitter.end();

        assertThat(lines).containsExactly("0123456789", "short");
        assertThat(splitter.skipped()).isEqualTo(2);
    }

    private void take(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.take(bytes, bytes.length);
    }
}
