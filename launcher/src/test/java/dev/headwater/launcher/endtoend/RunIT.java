package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningStack.class)
class RunIT {

    @TempDir
    Path folder;

    @Test
    void passesOutputAndExitStatusThroughAndRecordsTheFailure(Home home) throws IOException {
        Files.writeString(folder.resolve("in.txt"), "input");

        Outcome run = home.run(
                folder,
                "run",
                "--experiment",
                "run-it",
                "--name",
                "fails",
                "--param",
                "lr=0.1",
                "--tag",
                "k=v",
                "--input",
                "train:in.txt",
                "--output",
                "out.txt",
                "--output",
                "never.txt",
                "--",
                "sh",
                "-c",
                "echo out; echo err >&2; echo x > out.txt; exit 3",
                "--password=hunter2");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).isEqualTo("out\n");
        assertThat(run.err()).startsWith("err\n").contains("--output never.txt: the command has not written it");
        JsonNode shown = shown(
                home,
                "fails",
                run1 -> run1.path("run").path("status").asText().equals("FAILED")
                        && run1.get("outputs").size() == 1
                        && run1.get("inputs").size() > 2);
        assertThat(shown.get("run").get("exitCode").intValue()).isEqualTo(3);
        assertThat(shown.get("run").get("commandLine").textValue())
                .contains("exit 3")
                .doesNotContain("hunter2");
        assertThat(shown.get("run").get("tag:k").textValue()).isEqualTo("v");
        assertThat(shown.get("params").get("lr").doubleValue()).isEqualTo(0.1);
        assertThat(shown.get("inputs").findValuesAsText("id"))
                .contains("data:c96c6d5be8d08a12e7b5cdc1b207fa6b2430974c86803d8891675e76fd992c20");
        assertThat(shown.get("outputs").findValuesAsText("id"))
                .containsExactly("data:73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac");
    }

    @Test
    void passesSignalsOn(Home home) {
        for (String signal : List.of("TERM", "INT", "HUP", "USR1", "USR2")) {
            try (CommandLineProcess run = CommandLineProcess.start(
                    home.path(),
                    folder,
                    "run",
                    "--",
                    "sh",
                    "-c",
                    "trap 'echo got; exit 42' " + signal + "; echo ready; while :; do sleep 0.05; done")) {
                await().atMost(Duration.ofSeconds(20)).until(() -> run.out().contains("ready"));
                run.signal(signal);

                assertThat(run.await().status()).as(signal).isEqualTo(42);
                assertThat(run.out()).as(signal).isEqualTo("ready\ngot\n");
            }
        }
    }

    @Test
    void recordsThatASignalEndedTheCommand(Home home) {
        try (CommandLineProcess run = CommandLineProcess.start(
                home.path(), folder, "run", "--name", "killed", "--", "sh", "-c", "echo ready; exec sleep 60")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.out().contains("ready"));
            run.signal("TERM");

            assertThat(run.await().status()).isEqualTo(143);
        }
        shown(home, "killed", run -> run.get("run").path("status").asText().equals("KILLED"));
    }

    @Test
    void letsAProgramInsideJoinTheRun(Home home) {
        Path root = Path.of(System.getProperty("headwater.root"));
        Outcome run = home.run(
                folder,
                "run",
                "--name",
                "joined",
                "--",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                root.resolve("launcher/target/test-classes")
                        + File.pathSeparator
                        + root.resolve("producer-agent/target/headwater-agent.jar"),
                JoiningProgram.class.getName());

        assertThat(run.status()).as(run.err()).isZero();
        JsonNode shown = shown(
                home,
                "joined",
                whole -> whole.get("metrics").size() == 1
                        && whole.get("run").path("status").asText().equals("FINISHED"));
        assertThat(shown.get("run").get("runId").textValue())
                .isEqualTo(run.out().strip());
        assertThat(shown.get("metrics").get(0).get("count").longValue()).isEqualTo(1);
    }

    @Test
    void runsTheCommandAllTheSameWhenTheBrokerIsAway() {
        Outcome run = CommandLineProcess.run(
                folder.resolve("home"),
                folder,
                "run",
                "--bootstrap",
                "127.0.0.1:1",
                "--",
                "sh",
                "-c",
                "echo out; exit 5");

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.out()).isEqualTo("out\n");
        assertThat(run.err().lines()).hasSize(1).allMatch(line -> line.contains("127.0.0.1:1"));
    }

    @Test
    void saysLikeAShellThatThereIsNoSuchCommand(Home home) {
        Outcome run = home.run(folder, "run", "--", "/no/such/command");

        assertThat(run.status()).isEqualTo(127);
        assertThat(run.err().lines()).hasSize(1);
    }

    private JsonNode shown(Home home, String run, Predicate<JsonNode> enough) {
        return await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class)
                .until(() -> home.run(folder, "show", run, "--json").json().get(0), enough);
    }
}
