package dev.headwater.processor;

import dev.headwater.schemas.Topic;
import dev.headwater.schemas.TopicSetup;
import dev.headwater.service.Health;
import dev.headwater.service.Shutdown;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to Kafka before and beside Kafka Streams: waits for it, makes topics, and looks whether it is still there. */
final class Broker {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    /** What else is looked at, every few seconds. */
    @FunctionalInterface
    interface Look {
        void at(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private final Map<String, Object> settings;
    private final String bootstrap;
    private final Health.Condition health;

    /** @param connection client settings: bootstrap servers, security */
    Broker(Map<String, Object> connection, String bootstrap, Health.Condition health) {
        settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.bootstrap = bootstrap;
        this.health = health;
    }

    /**
     * Waits until the broker answers and has all topics.
     *
     * @return false when the end was asked for meanwhile
     * @throws IllegalStateException when the topics cannot be used together
     */
    boolean await(Shutdown shutdown, boolean createTopics, int partitions) throws InterruptedException {
        while (!shutdown.isRequested()) {
            try (Admin admin = Admin.create(settings)) {
                if (createTopics) {
                    List<String> created = TopicSetup.createMissing(admin, partitions, (short) -1);
                    if (!created.isEmpty()) {
                        LOG.info("created topics {}", created);
                    }
                }
                List<String> missing = missing(admin);
                if (missing.isEmpty()) {
                    check(admin);
                    health.ready();
                    return true;
                }
                wait("topics " + missing + " are missing at " + bootstrap
                        + "; create them, or start with --create-topics");
            } catch (KafkaException | ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                wait("Kafka at " + bootstrap + " is not reached, waiting for it (" + cause.getMessage() + ")");
            }
        }
        return false;
    }

    /** Creates a topic of findings like the usual one, where there is none of that name. */
    void create(String findings) throws InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            String usual = Topic.ANOMALIES.topicName();
            int partitions = admin.describeTopics(List.of(usual))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            admin.createTopics(List.of(new NewTopic(findings, Optional.of(partitions), Optional.empty())
                            .configs(Topic.ANOMALIES.settings())))
                    .all()
                    .get();
            LOG.info("created topic {}", findings);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("topic " + findings + " cannot be created", e.getCause());
            }
        }
    }

    private void wait(String why) throws InterruptedException {
        if (health.notReady(why)) {
            LOG.warn("not ready: {}", why);
        }
        TimeUnit.SECONDS.sleep(1);
    }

    private static List<String> missing(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        return Arrays.stream(Topic.values())
                .map(Topic::topicName)
                .filter(name -> !existing.contains(name))
                .toList();
    }

    /** One task must see all of a run, whatever topic it is in: the inputs need the same number of partitions. */
    private static void check(Admin admin) throws ExecutionException, InterruptedException {
        List<String> inputs =
                List.of(Topic.RUN_EVENTS.topicName(), Topic.METRICS.topicName(), Topic.HARDWARE.topicName());
        Map<String, TopicDescription> described =
                admin.describeTopics(inputs).allTopicNames().get();
        Map<String, Integer> partitions = new TreeMap<>(described.values().stream()
                .collect(Collectors.toMap(
                        TopicDescription::name, topic -> topic.partitions().size())));
        if (Set.copyOf(partitions.values()).size() > 1) {
            throw new IllegalStateException(
                    "the input topics must have the same number of partitions, but they have " + partitions);
        }
    }

    /** Looks every few seconds whether the broker still answers, and how far it is ahead, until the end is asked for. */
    void watch(Shutdown shutdown, Look also) throws InterruptedException {
        Admin admin = Admin.create(settings);
        try {
            while (!shutdown.isRequested()) {
                look(admin, also);
                for (int i = 0; i < 10 && !shutdown.isRequested(); i++) {
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            }
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private void look(Admin admin, Look also) throws InterruptedException {
        try {
            admin.describeCluster().nodes().get(3, TimeUnit.SECONDS);
            if (health.ready()) {
                LOG.info("Kafka at {} is back", bootstrap);
            }
            also.at(admin);
        } catch (ExecutionException | TimeoutException e) {
            if (health.notReady("Kafka at " + bootstrap + " does not answer; nothing is lost, waiting for it")) {
                LOG.warn("Kafka at {} does not answer; waiting for it", bootstrap);
            }
        }
    }
}
