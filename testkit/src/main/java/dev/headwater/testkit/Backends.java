package dev.headwater.testkit;

import dev.headwater.embedded.EmbeddedKafka;
import dev.headwater.embedded.EmbeddedNeo4j;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Containers or child processes: decided by the system property {@code headwater.containers}, which is {@code always},
 * {@code never} or {@code auto} (containers if a local Docker engine answers and has or gets the images).
 */
final class Backends {
    private static final System.Logger LOGGER = System.getLogger(Backends.class.getName());
    private static final String SWITCH = "headwater.containers";

    /** After a kill the controller takes nobody in until the dead broker's session is over, by default after 9 s. */
    private static final Map<String, String> QUICK_RETURN =
            Map.of("broker.session.timeout.ms", "4000", "broker.heartbeat.interval.ms", "1000");

    /** One listener asks for the password of {@link KafkaServer#USER}. */
    private static final Map<String, String> WITH_PASSWORD = Map.of(
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LINK:PLAINTEXT,PASSWORD:SASL_PLAINTEXT",
            "listener.name.password.sasl.enabled.mechanisms",
            "PLAIN",
            "listener.name.password.plain.sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + KafkaServer.USER + "=\""
                    + KafkaServer.PASSWORD + "\";");

    private Backends() {}

    /** Whether the broker has a listener that asks for a password; as a container it has none. */
    static boolean asksForPasswords() {
        return !containersWanted();
    }

    static Backend kafka(KafkaPorts ports) {
        if (containersWanted()) {
            return ContainerBackend.kafka(ports);
        }
        List<EmbeddedKafka.Listener> extra = List.of(
                new EmbeddedKafka.Listener("LINK", ports.linkTarget(), ports.link()),
                new EmbeddedKafka.Listener("PASSWORD", ports.password(), ports.password()));
        Map<String, String> properties = new HashMap<>(QUICK_RETURN);
        properties.putAll(WITH_PASSWORD);
        return new EmbeddedBackend(
                "kafka",
                home -> EmbeddedKafka.start(EmbeddedKafka.Options.of(root(), home)
                        .withPort(ports.direct())
                        .withExtraListeners(extra)
                        .withProperties(properties)));
    }

    static Backend neo4j(int port, String password) {
        if (containersWanted()) {
            return ContainerBackend.neo4j(port, password);
        }
        return new EmbeddedBackend(
                "neo4j",
                home -> EmbeddedNeo4j.start(
                        EmbeddedNeo4j.Options.of(root(), home).withPort(port).withPassword(password)));
    }

    private static boolean containersWanted() {
        String wish = System.getProperty(SWITCH, "auto");
        return switch (wish) {
            case "never" -> false;
            case "auto" -> mayHaveEngine() && report(ContainerBackend.obstacle());
            case "always" -> {
                ContainerBackend.obstacle().ifPresent(why -> {
                    throw new IllegalStateException("-D" + SWITCH + "=always, but " + why);
                });
                yield true;
            }
            default -> throw new IllegalArgumentException("-D" + SWITCH + "=" + wish + ": use always, never or auto");
        };
    }

    private static boolean report(Optional<String> obstacle) {
        LOGGER.log(
                Level.INFO,
                obstacle.map(why -> "Embedded servers for the tests: " + why).orElse("Containers for the tests"));
        return obstacle.isEmpty();
    }

    /** Costs nothing where there is no Docker at all. */
    private static boolean mayHaveEngine() {
        String home = System.getProperty("user.home");
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        return System.getenv("DOCKER_HOST") != null
                || Stream.of(
                                "/var/run/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.testcontainers.properties",
                                (runtime == null ? home : runtime) + "/docker.sock")
                        .anyMatch(file -> Files.exists(Path.of(file)));
    }

    /** The checkout: the build names it; in an IDE it is the folder above with {@code .mvn}. */
    private static Path root() {
        String named = System.getProperty("headwater.root");
        if (named != null) {
            return Path.of(named);
        }
        Path folder = Path.of("").toAbsolutePath();
        return Stream.iterate(folder, Objects::nonNull, Path::getParent)
                .filter(candidate -> Files.isDirectory(candidate.resolve(".mvn")))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("No checkout around " + folder + ": name it with -Dheadwater.root"));
    }
}
