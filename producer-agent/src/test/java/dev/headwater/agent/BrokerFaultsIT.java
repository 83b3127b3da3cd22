package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.schemas.Topic;
import dev.headwater.testkit.FaultyLink;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the broker and the way to it do: no log call waits, nothing is lost, and one line says what to do. */
@ExtendWith(KafkaExtension.class)
class BrokerFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaServer kafka;
    private final Warnings warnings = new Warnings();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    BrokerFaultsIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
        kafka.link().heal();
    }

    @AfterEach
    void heal() {
        warnings.close();
        kafka.link().heal();
    }

    private CollectorOptions.Builder options() {
        return CollectorOptions.builder(Map.of())
                .bootstrap(kafka.link().address())
                .home(home)
                .kafkaProperty("request.timeout.ms", "3000")
                .closeWait(Duration.ofMillis(200));
    }

    private Inbox inbox(Run run) {
        return Inbox.of(kafka.bootstrap(), run.id());
    }

    private static Run start(Collector collector) {
        return collector.experiment("faults").captureNothing().start();
    }

    private void endsWhole(Collector collector, Run run, Load load) {
        run.end(EndStatus.FINISHED);
        assertThat(collector.drain(PATIENCE)).isTrue();
        load.times().assertNoCallWaited();
        inbox(run).assertWhole(load.logged());
        assertThat(home.resolve("journal")).isEmptyDirectory();
    }

    @Test
    void aBrokerThatComesLaterGetsAll() {
        FaultyLink link = kafka.link();
        link.refuse();
        try (Collector collector = Collector.open(options().build())) {
            Run run = start(collector).param("lr", 0.1);
            Load load = new Load(run.metric("loss"));
            load.log(150_000);
            assertThat(collector.drain(Duration.ZERO)).isFalse();
            link.heal();
            endsWhole(collector, run, load);
        }
    }

    @Test
    void aBrokerThatIsKilledAndComesBackDuringLoadGetsAll() throws InterruptedException {
        try (Collector collector = Collector.open(options().build())) {
            Run run = start(collector);
            Load load = new Load(run.metric("loss"));
            load.log(50_000);
            assertThat(collector.drain(PATIENCE)).isTrue();
            Thread loading = load.inBackground();
            kafka.kill();
            kafka.start();
            load.stop(loading);
            endsWhole(collector, run, load);
        }
    }

    @Test
    void aBrokerThatHangsAndOneThatIsSlowGetAll() throws InterruptedException {
        FaultyLink link = kafka.link();
        try (Collector collector = Collector.open(options().build())) {
            Run run = start(collector);
            Load load = new Load(run.metric("loss"));
            Thread loading = load.inBackground();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !inbox(run).batches().isEmpty());
            link.hang();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> warnings.containing("no answer").size() == 1);
            link.heal();
            link.delay(Duration.ofMillis(40));
            long reached = inbox(run).batches().size();
            Awaitility.await().atMost(PATIENCE).until(() -> inbox(run).batches().size() > reached);
            load.stop(loading);
            link.heal();
            endsWhole(collector, run, load);
            assertThat(warnings.containing("Headwater")).hasSize(1);
        }
    }

    @Test
    void whatWasWrittenButNotConfirmedIsSentAgainInTheSameBatches() {
        FaultyLink link = kafka.link();
        // A producer that gives messages up: the shipper then goes back to what was confirmed, as after any failure.
        CollectorOptions impatient = options()
                .kafkaProperty("request.timeout.ms", "1000")
                .kafkaProperty("delivery.timeout.ms", "1500")
                .build();
        try (Collector collector = Collector.open(impatient)) {
            Run run = start(collector);
            Load load = new Load(run.metric("loss"));
            load.log(20_000);
            assertThat(collector.drain(PATIENCE)).isTrue();
            int confirmed = inbox(run).batches().size();
            link.swallowAnswers();
            load.log(50_000);
            Awaitility.await().atMost(PATIENCE).until(() -> inbox(run).batches().size() > confirmed + 1);
            // In the middle of an answer. Then the producer gives up what was under way: a line is said after 5 s.
            link.cut();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !warnings.containing("Headwater").isEmpty());
            load.log(30_000);
            link.heal();
            link.cut();
            run.end(EndStatus.FINISHED);
            assertThat(collector.drain(PATIENCE)).isTrue();
            load.times().assertNoCallWaited();
            // A batch that was given up comes after those behind it that were not.
            inbox(run).assertWhole(load.logged(), false);
            assertSameBatches(inbox(run).batches());
        }
    }

    private static int repeated(List<Inbox.Batch> batches) {
        return batches.size() - new HashSet<>(batches).size();
    }

    @Test
    void whatADeadProcessWroteWithoutConfirmationIsSentAgainInTheSameBatches() {
        FaultyLink link = kafka.link();
        Run run;
        Load load;
        List<Inbox.Batch> before;
        try (Collector collector = Collector.open(options().build())) {
            run = start(collector);
            load = new Load(run.metric("loss"));
            load.log(20_000);
            assertThat(collector.drain(PATIENCE)).isTrue();
            int confirmed = inbox(run).batches().size();
            link.swallowAnswers();
            load.log(50_000);
            Awaitility.await().atMost(PATIENCE).until(() -> inbox(run).batches().size() > confirmed + 1);
            run.end(EndStatus.FINISHED);
        }
        link.refuse();
        before = inbox(run).batches();
        assertThat(Orphans.ship(options().bootstrap(kafka.bootstrap()).build(), PATIENCE))
                .isEqualTo(new Orphans.Shipped(1, 1));
        List<Inbox.Batch> after = inbox(run).batches();
        inbox(run).assertWhole(load.logged());
        assertSameBatches(after);
        assertThat(after).containsAll(before);
    }

    /** Batches that overlap are equal: a reader may drop whole batches that it has seen. */
    private static void assertSameBatches(List<Inbox.Batch> batches) {
        Set<Inbox.Batch> distinct = new HashSet<>(batches);
        assertThat(repeated(batches)).as("sent twice").isPositive();
        long points = distinct.stream()
                .mapToLong(batch -> batch.last() - batch.first() + 1)
                .sum();
        assertThat(points)
                .isEqualTo(distinct.stream().mapToLong(Inbox.Batch::last).max().orElseThrow() + 1);
    }

    @Test
    void aWrongPasswordIsSaidOnceAndNothingIsLost() {
        Assumptions.assumeTrue(
                kafka.passwordAddress().isPresent(), "a broker in a container has no listener with passwords");
        String address = kafka.passwordAddress().orElseThrow();
        Run run;
        Load load;
        try (Collector collector = Collector.open(withPassword(address, "wrong"))) {
            run = start(collector);
            load = new Load(run.metric("loss"));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !warnings.containing("user name, password").isEmpty());
            load.log(50_000);
            run.end(EndStatus.FINISHED);
            load.times().assertNoCallWaited();
        }
        assertThat(warnings.containing("Headwater")).hasSize(1);
        Orphans.ship(withPassword(address, KafkaServer.PASSWORD), PATIENCE);
        inbox(run).assertWhole(load.logged());
    }

    private CollectorOptions withPassword(String address, String password) {
        return options()
                .bootstrap(address)
                .kafkaProperty("security.protocol", "SASL_PLAINTEXT")
                .kafkaProperty("sasl.mechanism", "PLAIN")
                .kafkaProperty(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                                + KafkaServer.USER + "\" password=\"" + password + "\";")
                .build();
    }

    @Test
    void missingTopicsAreSaidOnceAndGetAllOnceTheyAreThere() throws ExecutionException, InterruptedException {
        kafka.wipe();
        try (Collector collector = Collector.open(options().build())) {
            Run run = start(collector);
            Load load = new Load(run.metric("loss"));
            load.log(50_000);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !warnings.containing("If the topic is missing, create it")
                            .isEmpty());
            load.log(50_000);
            Inbox.createTopics(kafka.bootstrap());
            endsWhole(collector, run, load);
            assertThat(warnings.containing("Headwater")).hasSize(1);
        }
    }

    @Test
    void whatIsTooLargeForATopicHoldsNothingElseUp() throws IOException {
        limit(Topic.METRICS, 3_000);
        limit(Topic.RUN_EVENTS, 12_000);
        try (Collector collector = Collector.open(options().build())) {
            Run run = start(collector);
            Load load = new Load(run.metric("loss"));
            load.log(20_000);
            run.param("long", randomText(20_000));
            run.params(Stream.iterate(0, i -> i + 1)
                    .limit(150)
                    .collect(Collectors.toMap(i -> "p" + i, i -> randomText(190))));
            run.param("after", 1);
            run.end(EndStatus.FINISHED);
            assertThat(collector.drain(PATIENCE)).isTrue();

            load.times().assertNoCallWaited();
            Inbox inbox = inbox(run);
            assertThat(inbox.points()).hasSize((int) load.logged());
            RunEnded end = inbox.payloads(RunEnded.class).get(0);
            assertThat(inbox.events()).hasSize((int) end.getRunEvents() - 1);
            List<ParamsLogged> params = inbox.payloads(ParamsLogged.class);
            assertThat(params).hasSize(2);
            assertThat(String.valueOf(params.get(0).getParams().get("long")))
                    .hasSize(200)
                    .endsWith("…");
            assertThat(params.get(1).getParams()).containsEntry("after", 1L);
            assertThat(warnings.containing("its long texts are cut")).isNotEmpty();
            assertThat(warnings.containing("it is missing from the run, and kept in"))
                    .hasSize(1);
            try (Stream<Path> kept = Files.walk(home.resolve("journal-damaged"))) {
                assertThat(kept.filter(Files::isRegularFile)).hasSize(1);
            }
        } finally {
            limit(Topic.METRICS, 1 << 20);
            limit(Topic.RUN_EVENTS, 1 << 20);
        }
    }

    private void limit(Topic topic, int bytes) {
        kafka.configure(topic.topicName(), Map.of("max.message.bytes", Integer.toString(bytes)));
    }

    /** That no compression makes small. */
    private static String randomText(int characters) {
        StringBuilder text = new StringBuilder();
        while (text.length() < characters) {
            text.append(Headwater.random(8)).append(' ');
        }
        return text.substring(0, characters);
    }
}
