package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.event.EndStatus;
import dev.headwater.event.RunEnded;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
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

    /** Class files of test programs, alone in a folder. */
    private Path classes(Class<?>... programs) throws IOException {
        Path classes = home.resolve("classes");
        for (Class<?> program : programs) {
            Path copy = classes.resolve(program.getName().replace('.', '/') + ".class");
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            try (InputStream bytes =
                    Objects.requireNonNull(program.getResourceAsStream(program.getSimpleName() + ".class"))) {
                Files.copy(bytes, copy);
            }
        }
        return classes;
    }

    /** What a program prints that has nothing but the jar and itself on its class path. */
    private String run(Class<?> program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR + File.pathSeparator + classes(program),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HEADWATER_HOME", home.toString());
        builder.environment().putAll(environment);
        Process trainer = builder.redirectErrorStream(true).start();
        String output = new String(trainer.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertThat(trainer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(trainer.exitValue()).as(output).isZero();
        return output;
    }

    private void shipOrphans() {
        Orphans.ship(
                CollectorOptions.builder(Map.of())
                        .bootstrap(kafka.bootstrap())
                        .home(home)
                        .build(),
                Duration.ofSeconds(30));
    }

    private void assertWhole(String runId) {
        Inbox inbox = Inbox.of(kafka.bootstrap(), runId);
        List<Inbox.Arrived> points = inbox.points();
        assertThat(points).hasSize(10_000);
        for (int step = 0; step < points.size(); step++) {
            assertThat(points.get(step).step()).isEqualTo(step);
            assertThat(points.get(step).value()).isEqualTo(1.0 / (step + 1));
        }
        List<RunEnded> ends = inbox.payloads(RunEnded.class);
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).getStatus()).isEqualTo(EndStatus.FINISHED);
        assertThat(ends.get(0).getMetricPoints()).isEqualTo(10_000);
        assertThat(ends.get(0).getRunEvents()).isEqualTo(inbox.events().size());
    }

    @Test
    void aUsersProgramShipsWithNothingElseOnItsClassPath() throws IOException, InterruptedException {
        String output = run(TinyTrainer.class, Map.of("HEADWATER_BOOTSTRAP", kafka.bootstrap()));

        // Nothing but what the program itself printed: the guest is silent.
        assertThat(output).matches("\\d{8}-\\d{6}-[a-z2-7]{8}");
        shipOrphans();
        assertWhole(output);
    }

    @Test
    void aGuestChangesNothingInTheHouseAndNeedsTwoThreads() throws IOException, InterruptedException {
        HttpServer registry = RegistryStub.start();
        try {
            String output = run(
                    GuestProbe.class,
                    Map.of(
                            "HEADWATER_BOOTSTRAP",
                            kafka.bootstrap(),
                            "HEADWATER_SCHEMA_REGISTRY",
                            "http://127.0.0.1:" + registry.getAddress().getPort()),
                    "50000");
            assertThat(output.lines())
                    .anyMatch(
                            line -> line.matches(
                                    "threads=\\{headwater-shipper=true, kafka-producer-network-thread [^=]*headwater-agent[^=]*=true\\}"))
                    .contains("handler=true", "context=true", "properties=[]", "logging=1 handler");
        } finally {
            registry.stop(0);
        }
    }

    @Test
    void oneVariableSwitchesAllOff() throws IOException, InterruptedException {
        String output = run(
                GuestProbe.class,
                Map.of("HEADWATER_BOOTSTRAP", kafka.bootstrap(), "HEADWATER_DISABLED", "true"),
                "1000");
        assertThat(output.lines()).contains("threads={}", "properties=[]");
        assertThat(home.resolve("journal")).doesNotExist();
    }

    @Test
    void theAgentLoadedTwiceRecordsBothRunsWhole() throws Exception {
        Path twin = Files.copy(JAR, home.resolve("twin.jar"));
        Path classes = classes(TwinTrainer.class);
        List<String> ids = new ArrayList<>();
        // The same jar by two loaders, and another jar by a third; all in one JVM, with one home.
        for (Path jar : List.of(JAR, JAR, twin)) {
            URL[] path = {jar.toUri().toURL(), classes.toUri().toURL()};
            URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
            Callable<?> trainer = (Callable<?>) loader.loadClass(TwinTrainer.class.getName())
                    .getDeclaredConstructor(String.class, String.class)
                    .newInstance(kafka.bootstrap(), home.toString());
            ids.add(String.valueOf(trainer.call()));
        }
        shipOrphans();
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        ids.forEach(this::assertWhole);
        assertThat(home.resolve("journal")).isEmptyDirectory();
    }

    @Test
    void theJarHasNoClassThatClashesWithTheUsers() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains("dev/headwater/agent/shaded/org/apache/kafka/clients/producer/KafkaProducer.class")
                    .noneMatch(
                            entry -> entry.startsWith("org/") || entry.startsWith("com/") || entry.startsWith("net/"))
                    .noneMatch(entry -> entry.endsWith("logback.xml") || entry.endsWith("log4j2.xml"))
                    .filteredOn(entry -> entry.startsWith("META-INF/services/"))
                    .allMatch(entry -> entry.contains("dev.headwater.") || entry.equals("META-INF/services/"));
        }
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
