package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code headwater run} reads and watches while the command goes on. */
@ExtendWith(RunningStack.class)
class RunTextIT {

    private static final String UNTIL_GO = "while [ ! -e go ]; do sleep 0.05; done; ";

    @TempDir
    Path folder;

    @Test
    void passesPartOfALineThroughAtOnceAndReadsAllOfIt(Home home) throws IOException {
        try (CommandLineProcess run = CommandLineProcess.start(
                home.path(),
                folder,
                "run",
                "--name",
                "text",
                "--metrics-from",
                "stdout",
                "--metrics-from",
                "stderr",
                "--",
                "sh",
                "-c",
                "printf 'Epoch 1: loss=0.5\\r'; printf 'loss=0.25'; " + UNTIL_GO
                        + "echo; echo '{\"step\": 7, \"val\": {\"acc\": NaN}}' >&2; printf 'loss=0.125'; exit 3")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> run.out().endsWith("loss=0.25"));
            Files.createFile(folder.resolve("go"));

            Outcome outcome = run.await();
            assertThat(outcome.status()).isEqualTo(3);
            assertThat(outcome.out()).isEqualTo("Epoch 1: loss=0.5\rloss=0.25\nloss=0.125");
            assertThat(outcome.err()).isEqualTo("{\"step\": 7, \"val\": {\"acc\": NaN}}\n");
        }
        JsonNode shown = shown(
                home,
                "text",
                whole -> whole.get("metrics").size() == 3
                        && whole.get("run").path("complete").asBoolean());
        assertThat(shown.get("metrics").findValuesAsText("name")).containsExactlyInAnyOrder("loss", "epoch", "acc");
        JsonNode loss = metric(shown, "loss");
        assertThat(loss.get("count").longValue()).isEqualTo(3);
        assertThat(loss.get("last").doubleValue()).isEqualTo(0.125);
        assertThat(loss.get("lastStep").longValue()).isEqualTo(3);
        assertThat(metric(shown, "acc").get("context").textValue()).isEqualTo("val");
        assertThat(metric(shown, "acc").get("lastStep").longValue()).isEqualTo(7);
    }

    @Test
    void passesAnyBytesThroughAsTheyAre() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        Files.write(folder.resolve("bytes"), bytes);

        try (CommandLineProcess run = CommandLineProcess.start(
                folder.resolve("home"), folder, "run", "--metrics-from", "stdout", "--", "cat", "bytes")) {
            assertThat(run.awaitStatus(Duration.ofSeconds(60))).as(run.err()).isZero();
            assertThat(run.outFile()).hasBinaryContent(bytes);
        }
    }

    @Test
    void doesNotHangOnAProcessThatKeepsTheOutputOpen() {
        long begun = System.nanoTime();
        Outcome run = CommandLineProcess.run(
                folder.resolve("home"),
                folder,
                "run",
                "--metrics-from",
                "stdout",
                "--",
                "sh",
                "-c",
                "sleep 50 & (sleep 1; echo late) & echo loss=1; exit 4");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out()).isEqualTo("loss=1\nlate\n");
        assertThat(run.err()).contains("still have its output open");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(45));
    }

    @Test
    void recordsACheckpointWhenItIsCompleteAndAgainWhenItIsWrittenAnew(Home home) throws IOException {
        Files.createDirectories(folder.resolve("ckpt"));
        Files.writeString(folder.resolve("ckpt/old.pt"), "before");
        try (CommandLineProcess run = CommandLineProcess.start(
                home.path(),
                folder,
                "run",
                "--name",
                "checkpoints",
                "--output",
                "checkpoint:ckpt/*.pt",
                "--output",
                "report.txt",
                "--",
                "sh",
                "-c",
                // The second is complete, but open: nobody can know that nothing follows.
                "echo one > ckpt/step_1.pt; exec 9> ckpt/step_2.pt; echo two >&9; " + UNTIL_GO
                        + "echo three >&9; echo new > ckpt/step_1.pt; echo r > report.txt")) {
            JsonNode during =
                    shown(home, "checkpoints", whole -> whole.get("outputs").size() == 1);
            assertThat(during.get("run").get("status").textValue()).isEqualTo("RUNNING");
            assertThat(during.get("outputs").get(0).get("name").textValue()).isEqualTo("step_1.pt");
            assertThat(during.get("outputs").get(0).get("step").longValue()).isEqualTo(1);
            Files.createFile(folder.resolve("go"));
            assertThat(run.await().status()).isZero();
        }
        JsonNode after = shown(
                home,
                "checkpoints",
                whole -> whole.get("run").path("complete").asBoolean()
                        && whole.get("outputs").size() == 4);
        assertThat(after.get("outputs").findValuesAsText("name"))
                .containsExactlyInAnyOrder("step_1.pt", "step_1.pt", "step_2.pt", "report.txt");
        assertThat(after.get("outputs").findValuesAsText("role")).contains("mlp:checkpoint", "mlp:artifact");
    }

    private static JsonNode metric(JsonNode shown, String name) {
        for (JsonNode metric : shown.get("metrics")) {
            if (metric.get("name").textValue().equals(name)) {
                return metric;
            }
        }
        throw new AssertionError("no metric " + name + " in " + shown.get("metrics"));
    }

    private JsonNode shown(Home home, String run, Predicate<JsonNode> enough) {
        return await().atMost(Duration.ofSeconds(90))
                .ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class)
                .until(() -> home.run(folder, "show", run, "--json").json().get(0), enough);
    }
}
