package dev.headwater.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The processor as people run it: a process of its own. */
final class ProcessorProcess implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("status at (http://\\S+)/readyz");

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private ProcessorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ProcessorProcess start(String bootstrap, Path folder, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.configurationFile=headwater-processor-logback.xml",
                ProcessorMain.class.getName(),
                "--bootstrap=" + bootstrap,
                "--create-topics",
                "--state-dir=" + folder.resolve("state")));
        Collections.addAll(command, more);
        try {
            Path log = Files.createTempFile(folder, "processor", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new ProcessorProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessorProcess untilReady() {
        Awaitility.await("ready; log:\n" + log())
                .atMost(Duration.ofSeconds(60))
                .until(() -> process.isAlive() && status("/readyz") == 200);
        return this;
    }

    int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return -1;
        }
    }

    HttpResponse<String> get(String path) throws IOException {
        Matcher found = STATUS.matcher(log());
        if (!found.find()) {
            throw new IOException("no status address yet");
        }
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(found.group(1) + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As SIGKILL does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As SIGTERM does. @return exit status */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("still alive 20 s after SIGTERM; log:\n" + log());
        }
        return process.exitValue();
    }

    /** Waits until it ends by itself. @return exit status */
    int await(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still alive after " + patience + "; log:\n" + log());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
