package dev.headwater.launcher.run.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TextMetricsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Queue<Double> values = new ConcurrentLinkedQueue<>();

    @Test
    void readsWhatCameBeforeTheRecordBegan() {
        TextMetrics metrics = new TextMetrics(List.of(), List.of(MetricFormat.AUTO));
        offer(metrics.open("stdout"), "loss=1\nloss=2");
        metrics.sendTo((name, context, step, value) -> values.add(value));

        assertThat(metrics.finish(PATIENCE)).isEmpty();
        assertThat(values).containsExactly(1.0, 2.0);
    }

    @Test
    void saysThatItFoundNothing() {
        TextMetrics metrics = new TextMetrics(List.of(), List.of(MetricFormat.AUTO));
        offer(metrics.open("stdout"), "hello\n");
        metrics.sendTo((name, context, step, value) -> values.add(value));

        assertThat(metrics.finish(PATIENCE)).singleElement().asString().contains("no metric was found");
    }

    @Test
    void leavesOutWhatComesFasterThanItIsReadAndNeverWaits() {
        TextMetrics metrics = new TextMetrics(List.of(), List.of(MetricFormat.AUTO));
        TextStream stream = metrics.open("stdout");
        byte[] lines = ("x".repeat(8_184) + " loss=1\n").getBytes(StandardCharsets.UTF_8);
        // Nothing is read to its end before there is a place for it.
        for (int i = 0; i < 4_000; i++) {
            stream.offer(lines, lines.length);
        }
        metrics.sendTo((name, context, step, value) -> values.add(value));

        assertThat(metrics.finish(PATIENCE)).singleElement().asString().matches("\\d+ bytes of stdout came faster .*");
        assertThat(values.size()).isBetween(2_000, 2_060);
    }

    @Test
    void givesUpAPatternThatTakesForEver() {
        TextMetrics metrics = new TextMetrics(
                List.of(MetricPattern.of("(?<a>(x|xx)+)+y"), MetricPattern.of("l=(?<l>\\d)")), List.of());
        offer(metrics.open("stdout"), "x".repeat(60) + " l=1\n" + "x".repeat(60) + " l=2\n");
        metrics.sendTo((name, context, step, value) -> values.add(value));

        assertThat(metrics.finish(PATIENCE)).singleElement().asString().contains("(x|xx)+", "half a second");
        assertThat(values).containsExactly(1.0, 2.0);
    }

    @Test
    void goesOnBehindALineThatAReaderFailsOn() throws Exception {
        LineReader failing = (line, to) -> {
            if (line.toString().contains("bad")) {
                throw new IllegalStateException("for " + line);
            }
            to.accept(new Said(null, null, Map.of("loss", Double.valueOf(line.toString()))));
        };
        TextStream stream = new TextStream(
                "stdout", List.of(failing), new TextSeries(10, (name, context, step, value) -> values.add(value)));
        offer(stream, "1\nbad\n2\nbad too\n3\n");
        stream.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(values).containsExactly(1.0, 2.0, 3.0);
        assertThat(stream.complaints()).singleElement().asString().contains("stdout", ": 2;", "for bad too");
    }

    @Test
    void takesBinaryOutputForText() {
        TextMetrics metrics = new TextMetrics(List.of(), List.of(MetricFormat.AUTO));
        TextStream stream = metrics.open("stdout");
        byte[] bytes = new byte[1 << 20];
        new java.util.Random(1).nextBytes(bytes);
        stream.offer(bytes, bytes.length);
        offer(stream, "\nloss=1\n");
        metrics.sendTo((name, context, step, value) -> {
            if (name.equals("loss")) {
                values.add(value);
            }
        });

        metrics.finish(PATIENCE);
        assertThat(values).containsExactly(1.0);
    }

    private static void offer(TextStream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        stream.offer(bytes, bytes.length);
    }
}
