package dev.headwater.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.launcher.run.text.MetricFormat;
import dev.headwater.launcher.run.text.TextMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OLD = "loss=0.5\n".repeat(20);

    @TempDir
    Path folder;

    private final Queue<Double> losses = new ConcurrentLinkedQueue<>();
    private final TextMetrics metrics = new TextMetrics(List.of(), List.of(MetricFormat.AUTO));
    private Path log = Path.of("");

    @BeforeEach
    void listen() {
        log = folder.resolve("train.log");
        metrics.sendTo((name, context, step, value) -> losses.add(value));
    }

    @Test
    void readsWhatIsAppendedToALogThatWasThere() throws Exception {
        Files.writeString(log, OLD);
        FileTail tail = begin();
        append("loss=1\n");
        await().atMost(PATIENCE).until(() -> !losses.isEmpty());
        append("loss=2\n");
        finish(tail);

        assertThat(losses).containsExactly(1.0, 2.0);
    }

    @Test
    void readsALogFromItsBeginningThatIsRewrittenLongerThanItWas() throws Exception {
        Files.writeString(log, OLD);
        FileTail tail = begin();
        Files.writeString(log, "loss=1\nloss=2\n" + "#".repeat(1_000) + "\nloss=3\n");
        finish(tail);

        assertThat(losses).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void readsALogFromItsBeginningThatIsRewrittenJustAsItWas() throws Exception {
        Files.writeString(log, "loss=1\n");
        Files.setLastModifiedTime(log, FileTime.fromMillis(1_000));
        FileTail tail = begin();
        Files.writeString(log, "loss=1\n");
        finish(tail);

        assertThat(losses).containsExactly(1.0);
    }

    @Test
    void leavesALogAloneThatNobodyWrites() throws Exception {
        Files.writeString(log, OLD);
        finish(begin());

        assertThat(losses).isEmpty();
    }

    @Test
    void takesARewrittenLogForANewOneHoweverOftenAndEndsTheLineOfTheOld() throws Exception {
        FileTail tail = begin();
        Files.writeString(log, "loss=1\nloss=");
        await().atMost(PATIENCE).until(() -> losses.size() == 1);
        Files.writeString(log, "2 is no loss\nloss=3\nand more than there was\n");
        await().atMost(PATIENCE).until(() -> losses.size() == 2);
        Files.writeString(log, "loss=4\n");
        finish(tail);

        assertThat(losses).containsExactly(1.0, 3.0, 4.0);
    }

    @Test
    void doesNotWaitForTheWriterOfAPipe() throws Exception {
        FileTail tail = begin();
        Process mkfifo = new ProcessBuilder("mkfifo", log.toString()).start();
        assertThat(mkfifo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(mkfifo.exitValue()).isZero();

        finish(tail);
    }

    private FileTail begin() throws IOException {
        return FileTail.begin(log, metrics.open("train.log"));
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private void finish(FileTail tail) throws InterruptedException {
        assertThat(tail.finish(PATIENCE)).isTrue();
        metrics.finish(PATIENCE);
    }
}
