package dev.headwater.embedded.child;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;

/** Formats the storage of a KRaft node when it is new, then runs the broker: one JVM start instead of two. */
public final class KafkaNode {
    private KafkaNode() {}

    /**
     * Formats and runs.
     *
     * @param args path of {@code server.properties}, path of the data folder
     */
    public static void main(String[] args) throws Throwable {
        String properties = args[0];
        if (!Files.exists(Path.of(args[1], "meta.properties"))) {
            format(properties);
        }
        GuardedMain.run("kafka.Kafka", properties);
    }

    private static void format(String properties) throws ReflectiveOperationException {
        String[] command = {"format", "--cluster-id", clusterId(), "--config", properties, "--ignore-formatted"};
        Object status = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, command, System.out);
        if (!Integer.valueOf(0).equals(status)) {
            throw new IllegalStateException("Formatting Kafka's storage failed with status " + status);
        }
    }

    /** 22 characters of URL-safe Base64; one that starts with '-' would read as an option. */
    private static String clusterId() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
