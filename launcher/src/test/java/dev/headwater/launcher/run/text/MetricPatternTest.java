package dev.headwater.launcher.run.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricPatternTest {

    @Test
    void takesNamedGroupsForMetrics() {
        assertThat(all("(?<step>\\d+).*loss=(?<loss>\\S+)", "at 7: loss=0.5, well"))
                .containsExactly(new Said(7L, null, Map.of("loss", 0.5)));
        assertThat(all("epoch (?<epoch>\\d+) (?<val_loss>\\S+) (?<train/acc>\\S+)", "epoch 2 nan 95%"))
                .containsExactly(new Said(null, 2.0, Map.of("val_loss", Double.NaN, "train/acc", 95.0)));
    }

    @Test
    void understandsPythonsNamesAndReferences() {
        assertThat(all("(?P<loss>\\d) (?P=loss) \\k<loss>", "3 3 3"))
                .containsExactly(new Said(null, null, Map.of("loss", 3.0)));
    }

    @Test
    void findsEveryOccurrence() {
        assertThat(all("l(?<step>\\d)=(?<loss>\\d)", "l1=5 l2=6")).hasSize(2);
    }

    @Test
    void ignoresAGroupThatIsNoNumber() {
        assertThat(all("(?<loss>\\S+) (?<acc>\\S+)", "bad 0.5"))
                .containsExactly(new Said(null, null, Map.of("acc", 0.5)));
    }

    @Test
    void keepsWhatIsEscaped() {
        assertThat(all("\\(?(?<loss>\\d)", "(5")).containsExactly(new Said(null, null, Map.of("loss", 5.0)));
    }

    @ParameterizedTest
    @CsvSource({
        "loss=(\\S+), no group is a metric",
        "(?<step>\\d+), no group is a metric",
        "(?<loss>\\S+, not a regular expression",
        "(?<a>x)(?<a>y), there are two groups a",
        "(?<a>x)\\k<b>, there is no group b"
    })
    void saysWhyAPatternFindsNothing(String pattern, String why) {
        assertThatThrownBy(() -> MetricPattern.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static List<Said> all(String pattern, String line) {
        List<Said> all = new ArrayList<>();
        MetricPattern.of(pattern).read(line, all::add);
        return all;
    }
}
