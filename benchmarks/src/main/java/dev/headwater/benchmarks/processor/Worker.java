package dev.headwater.benchmarks.processor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that works on the topics: the processor, or what it is compared with. It logs into a file. */
public final class Worker implements AutoCloseable {

    /** As the launcher gives it. */
    static final String HEAP = "-Xmx512m";

    private final Process process;
    private final Path log;
    private Duration processorTime = Duration.ZERO;

    private Worker(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a main class from the class path of this process. */
    public static Worker start(Path folder, Class<?> main, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-Dlogback.configurationFile=headwater-processor-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        line.addAll(Arrays.asList(arguments));
        Files.createDirectories(folder);
        Path log = Files.createTempFile(folder, main.getSimpleName(), ".log");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HEADWATER_"));
        return new Worker(builder.start(), log);
    }

    /** @throws IllegalStateException when it has ended, with the end of its log */
    public void check() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with " + process.exitValue() + ":\n" + tail());
        }
        processorTime = process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    public String tail() throws IOException {
        String all = log();
        return all.substring(Math.max(0, all.length() - 4_000));
    }

    /** Waits until it has logged a text. @return seconds until then */
    public double awaitLog(String text, Duration patience) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (!log().contains(text)) {
            check();
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new IllegalStateException("no \"" + text + "\" within " + patience + ":\n" + tail());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    long pid() {
        return process.pid();
    }

    /** Processor time at the last check. */
    Duration processorTime() {
        return processorTime;
    }

    /** Most memory that it had of the machine so far, in bytes; -1 where the system does not say. */
    long mostMemory() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(-1);
    }

    /** Ends it as SIGKILL does. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
