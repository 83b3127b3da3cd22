package dev.headwater.testkit;

import com.github.dockerjava.api.DockerClient;
import dev.headwater.embedded.Handshakes;
import dev.headwater.embedded.ReadinessProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.neo4j.Neo4jContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server as a container of the local Docker engine. The only class that touches Testcontainers; it is loaded only
 * when an engine may be there.
 */
final class ContainerBackend implements Backend {
    private static final DockerImageName KAFKA_IMAGE = DockerImageName.parse("apache/kafka:4.3.1");
    private static final DockerImageName NEO4J_IMAGE = DockerImageName.parse("neo4j:5.26-community");
    private static final int KAFKA_LINK_PORT = 19092;
    private static final int STOP_SECONDS = 20;
    private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PULL_PATIENCE = Duration.ofMinutes(2);
    private static final Duration READY_PATIENCE = Duration.ofMinutes(2);

    private final GenericContainer<?> container;
    private final ReadinessProbe probe;

    private ContainerBackend(GenericContainer<?> container, ReadinessProbe probe) {
        this.container = container;
        this.probe = probe;
    }

    /** Why the servers cannot be containers; empty if they can. Takes seconds, or as long as a pull of the images. */
    static Optional<String> obstacle() {
        try {
            boolean answers =
                    within(ENGINE_PATIENCE, () -> DockerClientFactory.instance().isDockerAvailable());
            if (!answers) {
                return Optional.of("no Docker engine answers");
            }
            String host = DockerClientFactory.instance().dockerHostIpAddress();
            if (!Set.of("localhost", "127.0.0.1").contains(host)) {
                return Optional.of("the Docker engine is on another host, " + host);
            }
            for (DockerImageName image : List.of(KAFKA_IMAGE, NEO4J_IMAGE)) {
                new RemoteDockerImage(image).get(PULL_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of("the Docker engine did not answer, or not pull the images, in time");
        } catch (ExecutionException | RuntimeException | LinkageError e) {
            return Optional.of("the Docker engine cannot be used: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Ports stay fixed: with those that Docker chooses, a restarted container would get others. */
    static Backend kafka(KafkaPorts ports) {
        KafkaContainer kafka = new KafkaContainer(KAFKA_IMAGE)
                .withListener("kafka:" + KAFKA_LINK_PORT, () -> "127.0.0.1:" + ports.link())
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4");
        kafka.addExposedPort(KAFKA_LINK_PORT);
        kafka.setPortBindings(List.of(
                "127.0.0.1:" + ports.direct() + ":9092", "127.0.0.1:" + ports.linkTarget() + ":" + KAFKA_LINK_PORT));
        return new ContainerBackend(kafka, () -> Handshakes.kafkaAnswers(ports.direct()));
    }

    static Backend neo4j(int port, String password) {
        Neo4jContainer neo4j = new Neo4jContainer(NEO4J_IMAGE)
                .withAdminPassword(password)
                .withNeo4jConfig("server.bolt.advertised_address", "127.0.0.1:" + port);
        neo4j.setPortBindings(List.of("127.0.0.1:" + port + ":7687"));
        return new ContainerBackend(neo4j, () -> Handshakes.boltAnswers(port));
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        Awaitility.await().atMost(READY_PATIENCE).until(this::isReady);
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    private boolean isReady() {
        try {
            return probe.isReady();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    private static <T> T within(Duration patience, Supplier<T> question)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        answer.complete(question.get());
                    } catch (RuntimeException | LinkageError e) {
                        answer.completeExceptionally(e);
                    }
                },
                "docker-question");
        thread.setDaemon(true);
        thread.start();
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
