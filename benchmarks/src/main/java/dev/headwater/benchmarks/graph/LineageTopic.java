package dev.headwater.benchmarks.graph;

import dev.headwater.benchmarks.Broker;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Statements of runs that wait in the broker as the processor leaves them: by key, a run in one partition. */
final class LineageTopic {

    private LineageTopic() {}

    /**
     * Sends runs and waits for the broker's confirmation.
     *
     * @return statements sent
     * @throws IllegalStateException when the broker did not take one
     */
    static long send(String bootstrap, int firstRun, int runs) {
        RecordSerializer<ProvStatement> serializer = new RecordSerializer<>(SchemaSource.of(""));
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        String topic = Topic.LINEAGE.topicName();
        long sent = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Broker.backlogSettings(bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(topic).size();
            for (int run = firstRun; run < firstRun + runs; run++) {
                int partition = Topic.partition(RunLineage.runId(run), partitions);
                for (Statement statement : RunLineage.of(run)) {
                    byte[] key = statement.key().getBytes(StandardCharsets.UTF_8);
                    byte[] value = serializer.serialize(topic, StatementRecords.toRecord(statement));
                    producer.send(new ProducerRecord<>(topic, partition, key, value), (where, e) -> {
                        if (e != null) {
                            failure.compareAndSet(null, e);
                        }
                    });
                    sent++;
                }
            }
        }
        Exception e = failure.get();
        if (e != null) {
            throw new IllegalStateException("the broker did not take a statement: " + e.getMessage(), e);
        }
        return sent;
    }
}
