package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class KafkaServerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaServer kafka;

    KafkaServerIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @Test
    void allTestsGetTheSameBroker(KafkaServer other) {
        assertThat(other).isSameAs(kafka);
    }

    @Test
    void recordsSurviveAKillAndARestartOnTheSameAddress() throws Exception {
        String topic = kafka.uniqueTopic("survivors", 2);
        send(kafka.bootstrap(), topic, "before");
        kafka.kill();
        kafka.start();
        send(kafka.bootstrap(), topic, "after");
        kafka.stop();
        kafka.start();
        assertThat(read(topic, 2)).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void freshTopicsAreEmptyAndHaveTheWantedPartitions() throws Exception {
        String topic = kafka.uniqueTopic("fresh", 1);
        for (int round = 1; round <= 5; round++) {
            kafka.freshTopics(List.of(new NewTopic(topic, round, (short) 1)));
            send(kafka.bootstrap(), topic, "round " + round);
            assertThat(read(topic, 1)).containsExactly("round " + round);
        }
    }

    @Test
    void wipeForgetsTopicsAndGroups() throws Exception {
        String topic = kafka.uniqueTopic("wiped", 1);
        send(kafka.bootstrap(), topic, "gone");
        read(topic, 1);
        kafka.wipe();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            assertThat(admin.listTopics().names().get()).isEmpty();
            assertThat(admin.listGroups().all().get()).isEmpty();
        }
    }

    @Test
    void clientsOfTheLinkStayBehindIt() throws Exception {
        String topic = kafka.uniqueTopic("linked", 1);
        FaultyLink link = kafka.link();
        send(link.address(), topic, "through");
        link.hang();
        try {
            assertThatThrownBy(() -> send(link.address(), topic, "stuck"))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isInstanceOf(TimeoutException.class),
                            thrown -> assertThat(thrown)
                                    .isInstanceOf(ExecutionException.class)
                                    .hasCauseInstanceOf(TimeoutException.class));
        } finally {
            link.heal();
        }
        send(link.address(), topic, "again");
        assertThat(read(topic, 2)).contains("through", "again");
    }

    private static void send(String bootstrap, String topic, String value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "max.block.ms", 5_000,
                "request.timeout.ms", 2_000,
                "delivery.timeout.ms", 5_000,
                "linger.ms", 0);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(20, TimeUnit.SECONDS);
        }
    }

    private List<String> read(String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrap(),
                "group.id", kafka.uniqueName("readers"),
                "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return List.copyOf(values);
    }
}
