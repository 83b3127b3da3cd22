package dev.headwater.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** A program that knows nothing of Headwater, in a JVM of its own with {@code -javaagent}. */
final class Trainer {

    static final Path JAR = Path.of("target", "headwater-agent.jar").toAbsolutePath();
    private static final Path DIGITS = Path.of(
            System.getProperty("headwater.root", ".."), "launcher/src/main/resources/dev/headwater/demo/digits.csv.gz");

    /** What it left behind. */
    record Outcome(int status, String out, String err) {}

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private String before = "";

    /** @param folder its working directory, where it also keeps what it printed */
    Trainer(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment.putAll(environment);
        options.add("-javaagent:" + JAR);
    }

    Trainer with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Options of the JVM, after {@code -javaagent}. */
    Trainer options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Something of its own before its libraries. */
    Trainer classPath(Path first) {
        before = first + File.pathSeparator;
        return this;
    }

    Trainer withoutAgent() {
        options.clear();
        return this;
    }

    Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Xmx256m", "-cp", before + classPath(), main.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HEADWATER_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    Outcome run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        return runUntil(() -> true, main, arguments);
    }

    /** Gives it no end of its input before this holds: what has not happened by then may be too late. */
    Outcome runUntil(BooleanSupplier enough, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(main, arguments);
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> !process.isAlive() || enough.getAsBoolean());
        process.getOutputStream().close();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it has not ended; it printed: " + printed());
        }
        return new Outcome(process.exitValue(), printed(), Files.readString(folder.resolve("err")));
    }

    String printed() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    /** Libraries, and the test classes of this module without anything they might need of it. */
    private static String classPath() throws IOException {
        return Path.of("target", "test-classes").toAbsolutePath()
                + File.pathSeparator
                + Files.readString(Path.of("target", "trainer-libraries")).trim();
    }

    /** The digits from (inclusive) to (exclusive) as a file, with a header of this last column unless that is empty. */
    static void digits(Path csv, int from, int to, String label) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!label.isEmpty()) {
            StringBuilder header = new StringBuilder();
            for (int pixel = 0; pixel < 64; pixel++) {
                header.append("pixel").append(pixel).append(',');
            }
            lines.add(header + label);
        }
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(DIGITS))) {
            Stream<String> rows = new String(packed.readAllBytes(), StandardCharsets.US_ASCII).lines();
            rows.skip(from).limit(to - from).forEach(lines::add);
        }
        Files.write(csv, lines);
    }
}
