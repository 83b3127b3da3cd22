package dev.headwater.processor.delivery;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.processor.topology.DeadLetters;
import dev.headwater.schemas.DeadLetter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries findings from their topic to one receiver, in order, at least once: an offset is committed when its finding was
 * taken, was not wanted, or is in the dead letters. While the receiver cannot be reached, the courier stands before the
 * finding it could not hand over, and stays a member of its group. For use by one thread.
 */
final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long PRODUCER_SECONDS = 20;

    private final Webhook hook;
    private final Receiver receiver;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> deadLetters;
    private final Deserializer<Anomaly> findings;
    private final Pauses pauses;
    private final DeliveryMeters meters;
    private final Clock clock;
    private Instant resumeAt = Instant.MIN;
    private int failures;
    private int refusals;

    /** @param consumer of the topic of findings, subscribed */
    Courier(
            Webhook hook,
            Receiver receiver,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> deadLetters,
            Deserializer<Anomaly> findings,
            Pauses pauses,
            DeliveryMeters meters,
            Clock clock) {
        this.hook = hook;
        this.receiver = receiver;
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.findings = findings;
        this.pauses = pauses;
        this.meters = meters;
        this.clock = clock;
    }

    /** Fetches some findings and hands over as many as the receiver takes. */
    void doWork() throws InterruptedException {
        boolean waiting = clock.instant().isBefore(resumeAt);
        if (waiting) {
            // Partitions that came with a rebalance wait, too.
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        ConsumerRecords<byte[], byte[]> fetched = consumer.poll(POLL);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        fetched.forEach(records::add);
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        try {
            int handed = 0;
            while (!waiting && handed < records.size() && handOver(records.get(handed))) {
                ConsumerRecord<byte[], byte[]> record = records.get(handed);
                done.put(partition(record), new OffsetAndMetadata(record.offset() + 1));
                handed++;
            }
            goBackTo(records.subList(handed, records.size()));
        } finally {
            commit(done);
        }
    }

    /** @return false when it must be tried again */
    private boolean handOver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        Anomaly finding;
        try {
            finding = findings.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            return setAside(record, DeadLetter.Kind.UNREADABLE, "no finding: " + e.getMessage(), e);
        }
        if (finding == null || !hook.wants(finding)) {
            return settled();
        }
        Answer answer = receiver.offer(finding);
        if (answer instanceof Answer.Taken) {
            meters.delivered();
            if (failures > 0) {
                LOG.info("{} takes findings again", hook);
            }
            return settled();
        }
        meters.failed();
        meters.waitsSince(finding.getDetectedAt());
        if (answer instanceof Answer.Refused refused) {
            refusals++;
            if (refusals >= hook.tries()) {
                String reason = hook + " did not take the finding in " + refusals + " tries: " + refused.why();
                return setAside(record, DeadLetter.Kind.UNDELIVERED, reason, null);
            }
            return later(refused.why(), Optional.empty());
        }
        Answer.Later later = (Answer.Later) answer;
        return later(later.why(), later.retryAfter());
    }

    private boolean settled() {
        failures = 0;
        refusals = 0;
        meters.waitsForNothing();
        return true;
    }

    private boolean later(String why, Optional<Duration> asked) {
        failures++;
        Duration pause = pauses.after(failures, asked);
        resumeAt = clock.instant().plus(pause);
        if (failures == 1) {
            LOG.warn("{} does not take findings: {}; they wait, next try in {} ms", hook, why, pause.toMillis());
        }
        return false;
    }

    private boolean setAside(
            ConsumerRecord<byte[], byte[]> record, DeadLetter.Kind kind, String reason, @Nullable Exception failure)
            throws InterruptedException {
        try {
            deadLetters
                    .send(DeadLetters.of(
                            kind,
                            reason,
                            failure,
                            "webhook " + hook.name(),
                            new DeadLetters.Origin(record.topic(), record.partition(), record.offset()),
                            record.key(),
                            record.value()))
                    .get(PRODUCER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return later("and the dead letters cannot be written: " + e, Optional.empty());
        }
        LOG.warn("to the dead letters: {}", reason);
        meters.setAside(kind);
        return settled();
    }

    /** What was fetched and not handed over is fetched again. */
    private void goBackTo(List<ConsumerRecord<byte[], byte[]>> left) {
        Map<TopicPartition, Long> first = new HashMap<>();
        left.forEach(record -> first.putIfAbsent(partition(record), record.offset()));
        first.forEach(consumer::seek);
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> done) {
        if (!done.isEmpty()) {
            // An interrupt means that the end was asked for; what was handed over is to be remembered all the same.
            boolean interrupted = Thread.interrupted();
            consumer.commitSync(done, CLOSE);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
        deadLetters.close(CLOSE);
    }
}
