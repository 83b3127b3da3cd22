package dev.headwater.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The broker of this test run. All tests of a module share it: take names of your own ({@link #uniqueTopic}), or begin
 * with {@link #wipe} or {@link #freshTopics} where names are fixed.
 */
public final class KafkaServer implements AutoCloseable {
    /** Who may come in at {@link #passwordAddress}. */
    public static final String USER = "agent";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "right";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaPorts ports;
    private final Backend backend;
    private @Nullable FaultyLink link;

    private KafkaServer(KafkaPorts ports, Backend backend) {
        this.ports = ports;
        this.backend = backend;
    }

    /** Starts a broker of one's own; tests get the shared one from {@link KafkaExtension}. */
    public static KafkaServer launch() {
        KafkaPorts ports = KafkaPorts.choose();
        KafkaServer server = new KafkaServer(ports, Backends.kafka(ports));
        try {
            server.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrap() {
        return "127.0.0.1:" + ports.direct();
    }

    /** Where clients must say who they are (SASL/PLAIN, no TLS); empty if this broker has no such listener. */
    public Optional<String> passwordAddress() {
        return Backends.asksForPasswords() ? Optional.of("127.0.0.1:" + ports.password()) : Optional.empty();
    }

    /** Settings of a topic that replace those it has, until they are replaced again. */
    public void configure(String topic, Map<String, String> settings) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Collection<AlterConfigOp> changes = settings.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = admin()) {
            get(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
        }
    }

    /** The way to the broker that can be disturbed: clients take {@link FaultyLink#address} as bootstrap address. */
    public synchronized FaultyLink link() {
        if (link == null) {
            link = FaultyLink.open(ports.link(), ports.linkTarget());
        }
        return link;
    }

    /** A name that no other test uses. */
    public String uniqueName(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Creates a topic with a name that no other test uses. */
    public String uniqueTopic(String prefix, int partitions) {
        String name = uniqueName(prefix);
        createTopics(partitions, name);
        return name;
    }

    public void createTopics(int partitions, String... names) {
        createTopics(Arrays.stream(names)
                .map(name -> new NewTopic(name, partitions, (short) 1))
                .toList());
    }

    /** Creates the topics and waits until every partition can be used. */
    public void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = admin()) {
            get(admin.createTopics(topics).all());
            Set<String> names = topics.stream().map(NewTopic::name).collect(Collectors.toSet());
            Awaitility.await().atMost(PATIENCE).until(() -> haveLeaders(admin, names));
        }
    }

    /** Makes these topics new and empty, whether they are there or not. */
    public void freshTopics(Collection<NewTopic> topics) {
        try (Admin admin = admin()) {
            Set<String> existing = topicNames(admin);
            delete(
                    admin,
                    topics.stream()
                            .map(NewTopic::name)
                            .filter(existing::contains)
                            .toList());
        }
        createTopics(topics);
    }

    /**
     * As on the first day: no topics, no groups. Groups whose members still live, or were killed a moment ago, stay;
     * without their topics they remember no offsets.
     */
    public void wipe() {
        try (Admin admin = admin()) {
            delete(admin, topicNames(admin));
            List<String> groups = get(admin.listGroups().all()).stream()
                    .map(GroupListing::groupId)
                    .toList();
            for (KafkaFuture<Void> deletion :
                    admin.deleteConsumerGroups(groups).deletedGroups().values()) {
                getUnless(deletion, GroupNotEmptyException.class, GroupIdNotFoundException.class);
            }
        }
    }

    /** Ends the broker in good order; its data and ports stay for {@link #start}. */
    public void stop() {
        backend.stop();
    }

    /** Ends the broker as a power cut would; its data and ports stay for {@link #start}. */
    public void kill() {
        backend.kill();
    }

    /** Starts the broker again and waits until it answers. */
    public void start() {
        backend.start();
    }

    @Override
    public synchronized void close() {
        if (link != null) {
            link.close();
        }
        backend.close();
    }

    private Admin admin() {
        return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap()));
    }

    private static Set<String> topicNames(Admin admin) {
        return get(admin.listTopics().names());
    }

    private static void delete(Admin admin, Collection<String> names) {
        for (KafkaFuture<Void> deletion :
                admin.deleteTopics(names).topicNameValues().values()) {
            getUnless(deletion, UnknownTopicOrPartitionException.class);
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> topicNames(admin).stream().noneMatch(names::contains));
    }

    private static boolean haveLeaders(Admin admin, Set<String> names) throws InterruptedException {
        try {
            Collection<TopicDescription> topics =
                    admin.describeTopics(names).allTopicNames().get().values();
            return topics.stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new IllegalStateException("Kafka refused", e.getCause());
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked", e);
        }
    }

    @SafeVarargs
    private static void getUnless(KafkaFuture<Void> future, Class<? extends Exception>... harmless) {
        try {
            get(future);
        } catch (IllegalStateException e) {
            if (Arrays.stream(harmless).noneMatch(type -> type.isInstance(e.getCause()))) {
                throw e;
            }
        }
    }
}
