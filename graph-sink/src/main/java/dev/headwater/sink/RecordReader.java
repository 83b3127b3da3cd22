package dev.headwater.sink;

import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.series.SeriesChunk;
import dev.headwater.sink.intent.Said;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what the records of the sink's topics say. What cannot be read has a fault, and is not thrown away silently. */
final class RecordReader {

    /** The topics whose records belong into the graph. Findings come as statements in the lineage. */
    static final List<String> TOPICS = List.of(Topic.LINEAGE.topicName(), Topic.SERIES.topicName());

    private final RecordDeserializer<ProvStatement> statements;
    private final RecordDeserializer<SeriesChunk> chunks;

    RecordReader(SchemaSource schemas) {
        statements = new RecordDeserializer<>(schemas, ProvStatement.getClassSchema());
        chunks = new RecordDeserializer<>(schemas, SeriesChunk.getClassSchema());
    }

    Item read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(Topic.SERIES.topicName())) {
                SeriesChunk chunk = chunks.deserialize(record.topic(), record.value());
                return new Item(record, chunk == null ? null : Said.of(chunk), null);
            }
            ProvStatement statement = statements.deserialize(record.topic(), record.value());
            return new Item(record, statement == null ? null : Said.of(StatementRecords.fromRecord(statement)), null);
        } catch (RuntimeException e) {
            return new Item(record, null, "cannot be read: " + e.getMessage());
        }
    }
}
