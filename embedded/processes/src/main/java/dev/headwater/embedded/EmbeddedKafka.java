package dev.headwater.embedded;

import dev.headwater.embedded.child.KafkaNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** One Kafka broker in KRaft mode, its own controller, listening on the loopback address only. */
public record EmbeddedKafka(ChildProcess process, int port) implements EmbeddedServer {
    private static final String NAME = "Kafka";

    /**
     * One more loopback listener, for clients that come through a proxy.
     *
     * @param name unique, in capitals
     * @param port where the broker listens
     * @param advertisedPort where the broker tells such clients to connect: the proxy's port
     */
    public record Listener(String name, int port, int advertisedPort) {}

    /**
     * What to start, where, and for how long.
     *
     * @param root the checkout, where the build has put Kafka's jars
     * @param home folder for data, configuration and log; made if missing, formatted when new
     * @param port where clients connect; 0 = any free port
     * @param lifetime whether the broker ends with this process
     * @param heap largest heap, as in {@code -Xmx}
     * @param extraListeners listeners beside the one of {@code port}
     * @param properties broker properties that replace or complete ours
     */
    public record Options(
            Path root,
            Path home,
            int port,
            Lifetime lifetime,
            String heap,
            List<Listener> extraListeners,
            Map<String, String> properties) {
        public Options {
            extraListeners = List.copyOf(extraListeners);
            properties = Map.copyOf(properties);
        }

        /** Attached, any free port, 512 MiB of heap. */
        public static Options of(Path root, Path home) {
            return new Options(root, home, 0, Lifetime.ATTACHED, "512m", List.of(), Map.of());
        }

        public Options withPort(int port) {
            return new Options(root, home, port, lifetime, heap, extraListeners, properties);
        }

        public Options withLifetime(Lifetime lifetime) {
            return new Options(root, home, port, lifetime, heap, extraListeners, properties);
        }

        public Options withExtraListeners(List<Listener> extraListeners) {
            return new Options(root, home, port, lifetime, heap, extraListeners, properties);
        }

        public Options withProperties(Map<String, String> properties) {
            return new Options(root, home, port, lifetime, heap, extraListeners, properties);
        }
    }

    /**
     * Starts the broker without waiting for it.
     *
     * @throws EmbeddedException if it is not built, the port is taken, or the home cannot be written
     */
    public static EmbeddedKafka start(Options options) {
        List<Path> classPath = ServerClassPath.read(options.root(), "kafka", NAME);
        List<Integer> free = FreePorts.choose(2);
        int port = options.port() == 0 ? free.get(0) : options.port();
        FreePorts.requireFree(NAME, port);
        Path home = options.home().toAbsolutePath();
        Path data = home.resolve("data");
        Path configuration = configure(options, data, port, free.get(1));
        JavaCommand command = new JavaCommand(
                NAME,
                classPath,
                List.of(
                        "-Xmx" + options.heap(),
                        "-Djava.awt.headless=true",
                        "-Dlogback.configurationFile=" + configuration.resolveSibling("logback.xml")),
                KafkaNode.class.getName(),
                List.of(configuration.toString(), data.toString()),
                Map.of(),
                home,
                home.resolve("kafka.log"),
                options.lifetime());
        return new EmbeddedKafka(command.start(), port);
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void awaitReady(Duration timeout) {
        process.awaitReady(() -> Handshakes.kafkaAnswers(port), timeout);
    }

    private static Path configure(Options options, Path data, int port, int controllerPort) {
        if (data.toString().contains(",")) {
            throw new EmbeddedException("Kafka cannot keep its data in " + data
                    + ": it reads a comma as the end of a path. Choose another home");
        }
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", data.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216")));
        StringBuilder listeners =
                new StringBuilder("PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        StringBuilder advertised = new StringBuilder("PLAINTEXT://127.0.0.1:" + port);
        StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (Listener extra : options.extraListeners()) {
            listeners.append("," + extra.name() + "://127.0.0.1:" + extra.port());
            advertised.append("," + extra.name() + "://127.0.0.1:" + extra.advertisedPort());
            protocols.append("," + extra.name() + ":PLAINTEXT");
        }
        properties.put("listeners", listeners.toString());
        properties.put("advertised.listeners", advertised.toString());
        properties.put("listener.security.protocol.map", protocols.toString());
        properties.putAll(options.properties());
        Path folder = options.home().toAbsolutePath().resolve("conf");
        Path file = folder.resolve("server.properties");
        try {
            Files.createDirectories(folder);
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, "Written at every start");
            }
            try (InputStream logging = EmbeddedKafka.class.getResourceAsStream("kafka-logback.xml")) {
                if (logging == null) {
                    throw new IOException("kafka-logback.xml is not on the class path");
                }
                Files.copy(logging, folder.resolve("logback.xml"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new EmbeddedException("Cannot write Kafka's configuration in " + folder + ": " + e.getMessage(), e);
        }
        return file;
    }
}
