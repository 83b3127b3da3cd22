package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import dev.headwater.launcher.stack.StackFile;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The program finds the agent's classes only because the JVM was started with it. */
    @Test
    void speaksForOneRunTogetherWithAnAgentInsideAndDecidesItsEnd(Home home) {
        Path root = Path.of(System.getProperty("headwater.root"));
        Outcome run = home.run(
                folder,
                "run",
                "--name",
                "agent-inside",
                "--",
                "sh",
                "-c",
                "\"$@\"; echo \"status $?\"; exit 7",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + root.resolve("producer-agent/target/headwater-agent.jar"),
                "-cp",
                root.resolve("launcher/target/test-classes").toString(),
                JoiningProgram.class.getName());

        assertThat(run.status()).as(run.err()).isEqualTo(7);
        assertThat(run.err()).doesNotContain("Headwater's agent");
        JsonNode shown = shown(
                home,
                "agent-inside",
                whole -> whole.get("metrics").size() == 1
                        && whole.get("run").path("complete").asBoolean());
        assertThat(run.out()).isEqualTo(shown.get("run").get("runId").textValue() + "\nstatus 0\n");
        assertThat(shown.get("run").get("status").textValue()).isEqualTo("FAILED");
        assertThat(shown.get("run").get("exitCode").intValue()).isEqualTo(7);
        String runs = "MATCH (run:Run {name: 'agent-inside'}) RETURN count(run) AS runs";
        assertThat(home.run(folder, "cypher", "--json", runs).json())
                .singleElement()
                .satisfies(row -> assertThat(row.get("runs").longValue()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "nohost.invalid:9092"})
    void runsTheCommandAllTheSameWhenTheBrokerIsAwayAndSendsItsRecordLater(String nobody, Home home) {
        Path other = folder.resolve("home");
        String name = "while-away-" + nobody.length();
        Outcome run = CommandLineProcess.run(
                other, folder, "run", "--bootstrap", nobody, "--name", name, "--", "sh", "-c", "echo out; exit 5");

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.out()).isEqualTo("out\n");
        assertThat(run.err().lines()).hasSize(1).allMatch(line -> line.contains(nobody) && line.contains("waits in"));
        sent(other, home, name, 5);
    }

    @Test
    void keepsTheRecordWholeWhenThereIsNoStackAtAll(Home home) {
        Path other = folder.resolve("home");
        Outcome run = CommandLineProcess.run(other, folder, "run", "--name", "no-stack", "--", "sh", "-c", "exit 6");

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err().lines())
                .hasSize(1)
                .allMatch(line -> line.contains("waits in " + other) && line.contains("next `headwater run`"));
        sent(other, home, "no-stack", 6);
    }

    /** The next command in the home that reaches Kafka sends what waits there. */
    private void sent(Path waitsIn, Home home, String name, int exitCode) {
        String bootstrap = StackFile.read(home.path()).addresses().orElseThrow().bootstrap();
        assertThat(CommandLineProcess.run(waitsIn, folder, "run", "--bootstrap", bootstrap, "--", "true")
                        .status())
                .isZero();
        JsonNode shown = shown(
                        home,
                        name,
                        whole -> whole.get("run").path("status").asText().equals("FAILED")
                                && whole.get("run").path("complete").asBoolean())
                .get("run");
        assertThat(shown.get("exitCode").intValue()).isEqualTo(exitCode);
    }

    @Test
    void doesNotPromiseToKeepARecordWhereNothingCanBeWritten() {
        Outcome run = CommandLineProcess.run(Path.of("/proc/nope"), folder, "run", "--", "sh", "-c", "exit 7");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err()).contains("/proc/nope is not writable").doesNotContain("waits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "host:port", "host:99999"})
    void refusesAnAddressThatIsNoneBeforeTheCommandStarts(String nonsense) {
        Outcome run =
                CommandLineProcess.run(folder, folder, "run", "--bootstrap", nonsense, "--", "sh", "-c", "echo out");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1).allMatch(line -> line.contains(nonsense));
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
