package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import dev.headwater.launcher.stack.StackFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that already run, records of processes that died, and signals at the end. */
@ExtendWith(RunningStack.class)
class WaysInIT {

    private static final String UNTIL_GO = "echo ready; while [ ! -e go ]; do sleep 0.05; done; ";

    @TempDir
    Path folder;

    @Test
    void recordsAProcessThatAlreadyRunsToItsEnd(Home home) throws Exception {
        Process process = shell(UNTIL_GO + "exit 3", "--password=hunter2");
        try (CommandLineProcess attach = attach(home, process, "--name", "attached", "--param", "lr=0.1")) {
            attached(attach);
            Files.createFile(folder.resolve("go"));
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            Instant ended = Instant.now();

            assertThat(attach.await().status()).isZero();
            assertThat(attach.err()).contains("has ended");
            JsonNode run = shown(
                    home, "attached", whole -> whole.get("run").path("complete").asBoolean());
            assertThat(run.get("run").get("status").textValue()).isEqualTo("FINISHED");
            assertThat(run.get("run").get("tag:headwater.end").textValue()).isEqualTo("unknown");
            assertThat(run.get("run").get("commandLine").textValue())
                    .contains("exit 3")
                    .doesNotContain("hunter2");
            assertThat(run.get("params").get("lr").doubleValue()).isEqualTo(0.1);
            assertThat(run.get("hardware")).isNotEmpty();
            assertThat(Duration.between(
                            ended, Instant.parse(run.get("run").get("endTime").textValue())))
                    .as("noticed within a second, or five on a machine that is busy with other tests")
                    .isLessThan(Duration.ofSeconds(5));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void loadsTheAgentIntoAJvmWhichThenKnowsItsExitStatus(Home home) throws Exception {
        Path root = Path.of(System.getProperty("headwater.root"));
        Process process = started(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                root.resolve("launcher/target/test-classes").toString(),
                AttachedProgram.class.getName(),
                "go");
        try (CommandLineProcess attach =
                attach(home, process, "--name", "attached-jvm", "--experiment", "ways", "--tag", "k=v")) {
            attached(attach);
            Files.createFile(folder.resolve("go"));

            assertThat(attach.await().status()).as(attach.err()).isZero();
            JsonNode run = shown(
                    home,
                    "attached-jvm",
                    whole -> whole.get("run").path("complete").asBoolean());
            assertThat(run.get("run").get("status").textValue()).isEqualTo("FAILED");
            assertThat(run.get("run").get("exitCode").intValue()).isEqualTo(5);
            assertThat(run.get("run").get("experiment").textValue()).isEqualTo("ways");
            assertThat(run.get("run").get("tag:k").textValue()).isEqualTo("v");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void detachesAndLeavesTheProcessAlone(Home home) throws Exception {
        Process process = shell(UNTIL_GO);
        try (CommandLineProcess attach = attach(home, process, "--name", "detached")) {
            attached(attach);
            attach.signal("INT");

            assertThat(attach.await().status()).isZero();
            assertThat(attach.err()).contains("detached from process " + process.pid());
            assertThat(process.isAlive()).isTrue();
            JsonNode run = shown(
                    home, "detached", whole -> whole.get("run").path("complete").asBoolean());
            assertThat(run.get("run").get("tag:headwater.end").textValue()).isEqualTo("detached");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void refusesAJvmThatTakesNoAgentAndAProcessThatIsRecordedAlready(Home home) throws Exception {
        Path root = Path.of(System.getProperty("headwater.root"));
        Process process = started(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+DisableAttachMechanism",
                "-cp",
                root.resolve("launcher/target/test-classes").toString(),
                AttachedProgram.class.getName(),
                "go");
        try (CommandLineProcess attach = attach(home, process)) {
            assertThat(attach.await().status()).isEqualTo(1);
            assertThat(attach.err().lines()).singleElement().asString().contains("DisableAttachMechanism", "--no-load");
        } finally {
            process.destroyForcibly();
        }
        try (CommandLineProcess run =
                CommandLineProcess.start(home.path(), folder, "run", "--", "sh", "-c", "echo $$; exec sleep 60")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.out().endsWith("\n"));

            Outcome attach = home.run(folder, "attach", run.out().strip());
            assertThat(attach.status()).isEqualTo(1);
            assertThat(attach.err()).contains("was started by `headwater run`");
        }
    }

    @Test
    void shipsWhatAKilledWrapperLeftWhileItsCommandGoesOn(Home home) throws Exception {
        Path other = folder.resolve("home");
        String bootstrap = StackFile.read(home.path()).addresses().orElseThrow().bootstrap();
        try (CommandLineProcess run = CommandLineProcess.start(
                other,
                folder,
                "run",
                "--bootstrap",
                "127.0.0.1:1",
                "--name",
                "orphan",
                "--",
                "sh",
                "-c",
                "echo $$; " + UNTIL_GO)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.out().contains("ready"));
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> CommandLineProcess.run(other, folder, "ship", "--list")
                                    .out(),
                            list -> list.contains("lives"));
            assertThat(CommandLineProcess.run(other, folder, "ship").err())
                    .contains("nothing to ship", "1 journal belongs to living processes");
            run.signal("KILL");
            run.await();

            long child = Long.parseLong(run.out().lines().findFirst().orElseThrow());
            assertThat(ProcessHandle.of(child))
                    .hasValueSatisfying(goesOn -> assertThat(goesOn.isAlive()).isTrue());
            Outcome away = CommandLineProcess.run(other, folder, "ship", "--bootstrap", "127.0.0.1:1");
            assertThat(away.status()).isEqualTo(1);
            assertThat(away.err()).contains("127.0.0.1:1 does not answer: 1 journal still waits in " + other);
            Outcome shipped = CommandLineProcess.run(other, folder, "ship", "--bootstrap", bootstrap, "--json");
            assertThat(shipped.out()).as(shipped.err()).isEqualTo("{\"found\":1,\"shipped\":1}\n");
            assertThat(shipped.status()).isZero();
            assertThat(CommandLineProcess.run(other, folder, "ship", "--list").err())
                    .contains("no journals");
        } finally {
            Files.createFile(folder.resolve("go"));
        }
        shown(
                home,
                "orphan",
                whole -> whole.get("run").path("commandLine").asText().contains("ready"));
    }

    @Test
    void recordsThatTheCommandWasKilled(Home home) {
        assertThat(home.run(folder, "run", "--name", "kill-9", "--", "sh", "-c", "kill -9 $$")
                        .status())
                .isEqualTo(137);

        JsonNode run =
                shown(home, "kill-9", whole -> whole.get("run").path("complete").asBoolean());
        assertThat(run.get("run").get("status").textValue()).isEqualTo("KILLED");
        assertThat(run.get("run").get("exitCode").intValue()).isEqualTo(137);
    }

    @Test
    void endsAtOnceOfASecondSignalWhileItWaitsForKafka() throws IOException {
        // Takes connections, and never answers.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                CommandLineProcess run = CommandLineProcess.start(
                        folder.resolve("home"),
                        folder,
                        "run",
                        "--bootstrap",
                        "127.0.0.1:" + silent.getLocalPort(),
                        "--",
                        "sh",
                        "-c",
                        "echo $$; exec sleep 60")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.out().endsWith("\n"));
            long child = Long.parseLong(run.out().strip());
            run.signal("TERM");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ProcessHandle.of(child).isEmpty());
            long begun = System.nanoTime();
            run.signal("TERM");

            assertThat(run.await().status()).isEqualTo(143);
            // It would wait for 15 s.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static void attached(CommandLineProcess attach) {
        await().atMost(Duration.ofSeconds(60)).until(() -> attach.err().contains("headwater: recording process"));
    }

    private CommandLineProcess attach(Home home, Process process, String... words) {
        List<String> all = new ArrayList<>(List.of("attach"));
        all.addAll(List.of(words));
        all.add(Long.toString(process.pid()));
        return CommandLineProcess.start(home.path(), folder, all.toArray(new String[0]));
    }

    private Process shell(String script, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        all.addAll(List.of(words));
        return started(all.toArray(new String[0]));
    }

    private Process started(String... words) throws IOException {
        Path out = folder.resolve("program-out.txt");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HEADWATER_"));
        Process process = builder.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(out).contains("ready"));
        return process;
    }

    private JsonNode shown(Home home, String run, Predicate<JsonNode> enough) {
        return await().atMost(Duration.ofSeconds(90))
                .ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class)
                .until(() -> home.run(folder, "show", run, "--json").json().get(0), enough);
    }
}
