package dev.headwater.launcher.stack;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Explanation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Whether a Kafka answers, and how many records the processor and the sink have not yet taken from it. */
public final class KafkaState {

    /** Consumer groups of the processor and of the sink. */
    public static final List<String> GROUPS = List.of("headwater-processor", "headwater-sink");

    private static final int PATIENCE_SECONDS = 5;

    private final @Nullable String whyNot;
    private final Map<String, Long> lag;

    private KafkaState(@Nullable String whyNot, Map<String, Long> lag) {
        this.whyNot = whyNot;
        this.lag = lag;
    }

    /** Waits 5 s at most for each answer. */
    public static KafkaState ask(String bootstrap) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", "4000",
                "default.api.timeout.ms", "5000"))) {
            admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Map<String, Long> lag = new LinkedHashMap<>();
            for (String group : GROUPS) {
                lag(admin, group).ifPresent(behind -> lag.put(group, behind));
            }
            return new KafkaState(null, lag);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return new KafkaState(
                    "does not answer: " + Explanation.of(e).replaceFirst("^Kafka does not answer in time: ", ""),
                    Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while asking Kafka", e);
        }
    }

    /**
     * Whether one of the servers takes connections: much faster than to ask it anything. False as well when no address can
     * be made of the text, or none of the hosts is known.
     */
    public static boolean isReachable(String bootstrap) {
        try {
            return ClientUtils.parseAndValidateAddresses(List.of(bootstrap.split(",", -1)), "use_all_dns_ips").stream()
                    .anyMatch(KafkaState::isReachable);
        } catch (ConfigException e) {
            return false;
        }
    }

    /** Empty when it answers. */
    public Optional<String> whyNot() {
        return Optional.ofNullable(whyNot);
    }

    /** Records by group; a group that has never committed is absent. */
    public Map<String, Long> lag() {
        return lag;
    }

    private static boolean isReachable(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Long> lag(Admin admin, String group)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (committed.isEmpty()) {
            return Optional.empty();
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(committed.keySet().stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        long behind = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> taken : committed.entrySet()) {
            ListOffsetsResultInfo end = ends.get(taken.getKey());
            behind += end == null
                    ? 0
                    : Math.max(0, end.offset() - taken.getValue().offset());
        }
        return Optional.of(behind);
    }
}
