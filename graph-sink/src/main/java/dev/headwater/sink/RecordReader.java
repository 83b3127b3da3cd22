package dev.headwater.sink;

import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.StatementKey;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordDeserializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.series.SeriesChunk;
import dev.headwater.sink.intent.Said;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

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
            return new Item(record, record.value() == null ? takenBack(record) : said(record), null);
        } catch (RuntimeException e) {
            return new Item(record, null, "cannot be read: " + e.getMessage());
        }
    }

    private @Nullable Said said(ConsumerRecord<byte[], byte[]> record) {
        if (isPoints(record)) {
            SeriesChunk chunk = chunks.deserialize(record.topic(), record.value());
            return chunk == null ? null : Said.of(chunk);
        }
        ProvStatement statement = statements.deserialize(record.topic(), record.value());
        return statement == null ? null : Said.of(StatementRecords.fromRecord(statement));
    }

    /** Null where the key is of nothing that could have been said. */
    private static @Nullable Said takenBack(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return null;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (isPoints(record)) {
            // run|series|index: the names of series have no bar, as Identifiers leaves them, but a run may.
            int series = key.lastIndexOf('|', key.lastIndexOf('|') - 1);
            return series < 0 ? null : new Said.PointsTakenBack(key.substring(series + 1));
        }
        return StatementKey.parse(key).map(Said.TakenBack::new).orElse(null);
    }

    private static boolean isPoints(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(Topic.SERIES.topicName());
    }
}
