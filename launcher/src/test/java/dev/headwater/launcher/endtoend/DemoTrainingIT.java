package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The training of the demo, where hashing its files takes longer than the agent waits by itself. */
@ExtendWith(RunningStack.class)
class DemoTrainingIT {

    /** Takes longer to hash than the two seconds that the agent has at its end, at less than 1.5 GiB/s. */
    private static final long LARGE = 3L << 30;

    @TempDir
    Path folder;

    @Test
    void runsMeetHoweverLongTheirFilesTakeToHash(Home home) throws Exception {
        assertThat(train(home, "first", "0.05", folder.resolve("A"))).isZero();
        Path checkpoint = folder.resolve("A/epoch-30.checkpoint");
        // A hole takes no room on the disk; the trainer reads what is before it.
        try (RandomAccessFile padded = new RandomAccessFile(checkpoint.toFile(), "rw")) {
            padded.setLength(LARGE);
        }
        // Diverges, and so ends, at once.
        assertThat(train(home, "second", "0.8", folder.resolve("B"), checkpoint.toString()))
                .isEqualTo(1);

        JsonNode used = await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(IndexOutOfBoundsException.class)
                .until(
                        () -> home.run(
                                        folder,
                                        "cypher",
                                        "--json",
                                        "MATCH (r:Run {name: 'second'})-[:USED]->(c:Checkpoint) WHERE r.complete"
                                                + " RETURN c.sha256 AS sha256")
                                .json()
                                .get(0),
                        row -> true);
        assertThat(used.get("sha256").textValue()).as(log("B")).hasSize(64);
    }

    private int train(Home home, String name, String rate, Path work, String... checkpoint) throws Exception {
        Path root = Path.of(System.getProperty("headwater.root"));
        Files.createDirectories(work);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                root.resolve("launcher/target/classes")
                        + File.pathSeparator
                        + root.resolve("producer-agent/target/headwater-agent.jar"),
                "dev.headwater.demo.DigitsTrainer",
                work.toString(),
                name,
                rate));
        command.addAll(List.of(checkpoint));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("HEADWATER_"));
        builder.environment().put("HEADWATER_HOME", home.path().toString());
        Process training = builder.start();
        try {
            assertThat(training.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return training.exitValue();
        } finally {
            training.destroyForcibly();
        }
    }

    private String log(String work) throws IOException {
        return Files.readString(folder.resolve(work).resolve("log"));
    }
}
