package dev.headwater.embedded;

import dev.headwater.embedded.child.Neo4jNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One Neo4j Community server with Bolt on the loopback address and no HTTP. */
public record EmbeddedNeo4j(
        ChildProcess process, int port, @Nullable String password) implements EmbeddedServer {
    private static final String NAME = "Neo4j";
    private static final int SHORTEST_PASSWORD = 8;

    /** The parts of the JDK that Neo4j's own start script opens to it. */
    private static final List<String> JVM_OPTIONS = List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8");

    /**
     * What to start, where, and for how long.
     *
     * @param root the checkout, where the build has put Neo4j's jars
     * @param home folder for data, configuration and logs; made if missing
     * @param port where Bolt clients connect; 0 = any free port
     * @param lifetime whether the server ends with this process
     * @param password of the user {@code neo4j}, at least 8 characters, set when the home is new; null = anybody may
     *     come in without one
     * @param heap largest heap, as in {@code -Xmx}
     * @param pageCache size of the page cache, such as {@code 256m}
     * @param settings settings of {@code neo4j.conf} that replace or complete ours
     */
    public record Options(
            Path root,
            Path home,
            int port,
            Lifetime lifetime,
            @Nullable String password,
            String heap,
            String pageCache,
            Map<String, String> settings) {
        public Options {
            if (password != null && password.length() < SHORTEST_PASSWORD) {
                throw new IllegalArgumentException("Neo4j wants a password of at least " + SHORTEST_PASSWORD
                        + " characters, this one has " + password.length());
            }
            settings = Map.copyOf(settings);
        }

        /** Attached, any free port, no password, 1 GiB of heap, 256 MiB of page cache. */
        public static Options of(Path root, Path home) {
            return new Options(root, home, 0, Lifetime.ATTACHED, null, "1g", "256m", Map.of());
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Options[root=" + root + ", home=" + home + ", port=" + port + ", lifetime=" + lifetime + "]";
        }

        public Options withPort(int port) {
            return new Options(root, home, port, lifetime, password, heap, pageCache, settings);
        }

        public Options withLifetime(Lifetime lifetime) {
            return new Options(root, home, port, lifetime, password, heap, pageCache, settings);
        }

        public Options withPassword(@Nullable String password) {
            return new Options(root, home, port, lifetime, password, heap, pageCache, settings);
        }

        public Options withMemory(String heap, String pageCache) {
            return new Options(root, home, port, lifetime, password, heap, pageCache, settings);
        }

        public Options withSettings(Map<String, String> settings) {
            return new Options(root, home, port, lifetime, password, heap, pageCache, settings);
        }
    }

    /**
     * Starts the server without waiting for it.
     *
     * @throws EmbeddedException if it is not built, the port is taken, or the home cannot be written
     */
    public static EmbeddedNeo4j start(Options options) {
        List<Path> classPath = ServerClassPath.read(options.root(), "neo4j", NAME);
        int port = options.port() == 0 ? FreePorts.choose() : options.port();
        FreePorts.requireFree(NAME, port);
        Path home = options.home().toAbsolutePath();
        Path configuration = configure(options, port);
        String password = options.password();
        List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
        jvmOptions.add("-Xmx" + options.heap());
        JavaCommand command = new JavaCommand(
                NAME,
                classPath,
                jvmOptions,
                Neo4jNode.class.getName(),
                List.of(home.toString(), configuration.toString()),
                password == null ? Map.of() : Map.of(Neo4jNode.PASSWORD_VARIABLE, password),
                home,
                home.resolve("neo4j.log"),
                options.lifetime());
        return new EmbeddedNeo4j(command.start(), port, password);
    }

    public String boltUri() {
        return "bolt://127.0.0.1:" + port;
    }

    public String user() {
        return "neo4j";
    }

    @Override
    public void awaitReady(Duration timeout) {
        // Bolt is open a moment before the server says that it has started.
        process.awaitReady(() -> process.hasLogged("Started.") && Handshakes.boltAnswers(port), timeout);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return NAME + " at " + boltUri() + ", process " + pid();
    }

    private static Path configure(Options options, int port) {
        Map<String, String> settings = new TreeMap<>(Map.ofEntries(
                Map.entry("server.default_listen_address", "127.0.0.1"),
                Map.entry("server.default_advertised_address", "127.0.0.1"),
                Map.entry("server.bolt.enabled", "true"),
                Map.entry("server.bolt.listen_address", "127.0.0.1:" + port),
                Map.entry("server.bolt.advertised_address", "127.0.0.1:" + port),
                Map.entry("server.http.enabled", "false"),
                Map.entry("server.https.enabled", "false"),
                Map.entry("dbms.security.auth_enabled", Boolean.toString(options.password() != null)),
                Map.entry("dbms.usage_report.enabled", "false"),
                Map.entry("server.memory.pagecache.size", options.pageCache()),
                // Two files of 256 MiB that a small graph never fills.
                Map.entry("db.tx_log.preallocate", "false"),
                // A server that is stopped after its disk was full leaves a torn transaction, which was never
                // acknowledged, at the end of its log. By default it refuses to start with it; so it starts without.
                Map.entry("internal.dbms.tx_log.fail_on_corrupted_log_files", "false"),
                // Netty's quiet time before it believes that no client comes any more: twice 5 s at every stop.
                Map.entry("internal.dbms.bolt.netty_server_shutdown_quiet_period", "0")));
        settings.putAll(options.settings());
        Path folder = options.home().toAbsolutePath().resolve("conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("neo4j.conf"),
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                            .collect(Collectors.joining("", "# Written at every start\n", "")));
        } catch (IOException e) {
            throw new EmbeddedException("Cannot write Neo4j's configuration in " + folder + ": " + e.getMessage(), e);
        }
        return folder;
    }
}
