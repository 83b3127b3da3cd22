package dev.headwater.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of Headwater where they are missing; those that exist are left as their operator set them. */
public final class TopicSetup {

    private TopicSetup() {}

    /**
     * Creates the missing topics and waits until the broker has them.
     *
     * @param partitions at least 1, the same for all topics
     * @param replication copies of each partition; -1 for the broker's default
     * @return names of the topics created
     * @throws ExecutionException when the broker refuses; its cause says why
     */
    public static List<String> createMissing(Admin admin, int partitions, short replication)
            throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        List<NewTopic> missing = Arrays.stream(Topic.values())
                .filter(topic -> !existing.contains(topic.topicName()))
                .map(topic -> new NewTopic(topic.topicName(), partitions, replication).configs(topic.settings()))
                .toList();
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            // Another instance may have been faster; that is as good.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        return missing.stream().map(NewTopic::name).toList();
    }
}
