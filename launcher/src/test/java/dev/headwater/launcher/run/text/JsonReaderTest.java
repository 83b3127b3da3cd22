package dev.headwater.launcher.run.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void joinsNamesOfNestedObjects() {
        assertThat(all(" {\"step\": 3, \"train\": {\"loss\": 0.5, \"a\": {\"b\": 1}}, \"epoch\": 0.25} "))
                .containsExactly(new Said(3L, 0.25, Map.of("train/loss", 0.5, "train/a/b", 1.0)));
    }

    @Test
    void readsWhatIsNotFiniteAsPythonWritesIt() {
        assertThat(all("{\"a\": NaN, \"b\": Infinity, \"c\": -Infinity, \"d\": \"NaN\"}"))
                .containsExactly(new Said(
                        null,
                        null,
                        Map.of(
                                "a", Double.NaN,
                                "b", Double.POSITIVE_INFINITY,
                                "c", Double.NEGATIVE_INFINITY,
                                "d", Double.NaN)));
    }

    @Test
    void leavesOutWhatIsNoMetric() {
        assertThat(all("{\"a\": true, \"b\": \"0.5\", \"c\": [1, 2], \"d\": null, \"timestamp\": 17.5}"))
                .containsExactly(new Said(null, null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loss=1", "[1]", "{\"a\": 1", "{'a': 1}", "{\"a\": 1} {\"a\": 2}"})
    void readsNoLineThatIsNoObject(String line) {
        assertThat(all(line)).isEmpty();
    }

    @Test
    void leavesTheOtherLinesToTheTextReaderInAuto() {
        List<Said> all = new ArrayList<>();
        LineReader auto = MetricFormat.AUTO.reader();
        auto.read("{\"a\": 1}", all::add);
        auto.read("{'a': 2}", all::add);
        auto.read("a=3", all::add);

        assertThat(all).extracting(said -> said.values().get("a")).containsExactly(1.0, 2.0, 3.0);
    }

    private static List<Said> all(String line) {
        List<Said> all = new ArrayList<>();
        new JsonReader().read(line, all::add);
        return all;
    }
}
