package dev.headwater.sink;

import dev.headwater.testkit.Neo4jServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sink as people run it: a process of its own. Started again it is the same member of its group, so that it need not
 * wait until the group has given up on the one that was killed.
 */
final class SinkProcess implements AutoCloseable {

    private final Process process;

    private SinkProcess(Process process) {
        this.process = process;
    }

    static SinkProcess start(String bootstrap, Neo4jServer neo4j, Path folder) {
        try {
            Path config = folder.resolve("kafka.properties");
            Files.writeString(config, "group.instance.id=sink-1\nsession.timeout.ms=6000\n");
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SinkMain.class.getName(),
                            "--bootstrap=" + bootstrap,
                            "--kafka-config=" + config,
                            "--neo4j=" + neo4j.boltUri(),
                            "--neo4j-user=" + neo4j.user()))
                    .redirectErrorStream(true)
                    .redirectOutput(Files.createTempFile(folder, "sink", ".log").toFile());
            builder.environment().put("HEADWATER_NEO4J_PASSWORD", neo4j.password());
            return new SinkProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As SIGKILL does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
