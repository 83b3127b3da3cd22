package dev.headwater.launcher.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final Watch watch =
            new Watch(new Choice("", ""), new PrintStream(out, true, StandardCharsets.UTF_8), clock::get);

    @Test
    void namesTheRunInLinesThatCameBeforeItsStart() {
        watch.points("id-1", point(7, 0.5));
        watch.flush(false);
        assertThat(lines()).isEmpty();

        watch.event(started("id-1", "first"));

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).endsWith("first  started");
        assertThat(lines().get(1)).contains("  first  train/loss", "step 7");
    }

    @Test
    void takesTheIdWhenNoStartComesWithinASecond() {
        watch.points("id-1", point(7, 0.5));
        watch.flush(false);
        clock.addAndGet(Duration.ofMillis(999).toNanos());
        watch.flush(false);
        assertThat(lines()).isEmpty();

        clock.addAndGet(Duration.ofMillis(1).toNanos());
        watch.flush(false);

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).contains("  id-1  train/loss");
    }

    @Test
    void doesNotLetARunWaitForAnother() {
        watch.event(started("id-2", "second"));
        watch.points("id-1", point(1, 1));
        watch.points("id-2", point(2, 2));
        watch.flush(false);

        assertThat(lines()).hasSize(2).allMatch(line -> line.contains("second"));
    }

    @Test
    void printsWhatIsHeldWhenItEnds() {
        watch.points("id-1", point(7, 0.5));
        watch.close();

        assertThat(lines()).hasSize(1);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static MetricColumns point(long step, double value) {
        return new MetricColumns("loss", "train", List.of(step), List.of(1_000L), List.of(value));
    }

    private static RunEvent started(String runId, String name) {
        RunStarted start = RunStarted.newBuilder()
                .setExperiment("digits")
                .setName(name)
                .setCollector("agent")
                .setCollectorVersion("1")
                .build();
        return new RunEvent(runId, 0, "boot", 0L, Instant.EPOCH, start);
    }
}
