package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.RunEnded;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the self-contained jar, kept by the jar itself. */
@ExtendWith(KafkaExtension.class)
class AgentJarIT {

    private static final Path JAR = Path.of("target", "headwater-agent.jar").toAbsolutePath();

    private final KafkaServer kafka;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    AgentJarIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
    }

    @Test
    void aUsersProgramShipsWithNothingElseOnItsClassPath() throws IOException, InterruptedException {
        String name = TinyTrainer.class.getName().replace('.', '/') + ".class";
        Path classes = home.resolve("classes");
        Path copy = classes.resolve(name);
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        try (InputStream bytes = Objects.requireNonNull(TinyTrainer.class.getResourceAsStream("TinyTrainer.class"))) {
            Files.copy(bytes, copy);
        }
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR + File.pathSeparator + classes,
                TinyTrainer.class.getName());
        builder.environment()
                .putAll(Map.of("HEADWATER_BOOTSTRAP", kafka.bootstrap(), "HEADWATER_HOME", home.toString()));
        Process trainer = builder.redirectErrorStream(true).start();
        String output = new String(trainer.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertThat(trainer.waitFor(30, TimeUnit.SECONDS)).isTrue();

        // Nothing but what the program itself printed: the guest is silent.
        assertThat(output).matches("\\d{8}-\\d{6}-[a-z2-7]{8}");
        Orphans.ship(
                CollectorOptions.builder(Map.of())
                        .bootstrap(kafka.bootstrap())
                        .home(home)
                        .build(),
                Duration.ofSeconds(30));
        Inbox inbox = Inbox.of(kafka.bootstrap(), output);
        assertThat(inbox.points()).hasSize(10_000);
        List<RunEnded> ends = inbox.payloads(RunEnded.class);
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).getStatus()).isEqualTo(EndStatus.FINISHED);
        assertThat(ends.get(0).getMetricPoints()).isEqualTo(10_000);
    }

    @Test
    void allClassesAreInPackagesOfOurOwn() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName).filter(entry -> entry.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(entry -> entry.startsWith("dev/headwater/"))
                    .noneMatch(entry -> entry.contains("zstd") && entry.contains("luben"));
        }
    }
}
