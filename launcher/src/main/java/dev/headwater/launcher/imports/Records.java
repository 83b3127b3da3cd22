package dev.headwater.launcher.imports;

import dev.headwater.lineage.ProvStatement;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.RecordSerializer;
import dev.headwater.schemas.wire.SchemaSource;
import dev.headwater.series.SeriesChunk;
import dev.headwater.sink.intent.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is imported as records of the topics, or the reason why it cannot be one. */
final class Records implements Outlet {

    /**
     * One record to be sent.
     *
     * @param run whose partition it goes to
     */
    record Ready(Topic topic, String run, byte[] key, byte[] value) {}

    /** The topics take 4 MiB, in which key and framing have to fit too. */
    private static final int MOST_BYTES = (4 << 20) - (64 << 10);

    private final RecordSerializer<ProvStatement> statements;
    private final RecordSerializer<SeriesChunk> chunks;
    private final Consumer<Ready> next;

    Records(SchemaSource schemas, Consumer<Ready> next) {
        statements = new RecordSerializer<>(schemas);
        chunks = new RecordSerializer<>(schemas);
        this.next = next;
    }

    @Override
    public void say(Statement statement) throws IOException {
        String run = statement.runId();
        if (run == null) {
            throw new IllegalArgumentException("nobody says " + statement.key());
        }
        try {
            Said.of(statement);
        } catch (IllegalArgumentException e) {
            throw new IOException("the graph cannot have it: " + e.getMessage(), e);
        }
        next(
                Topic.LINEAGE,
                run,
                statement.key(),
                statements.serialize(Topic.LINEAGE.topicName(), StatementRecords.toRecord(statement)));
    }

    @Override
    public void points(SeriesChunk chunk) throws IOException {
        next(
                Topic.SERIES,
                chunk.getRunId(),
                chunk.getRunId() + "|" + chunk.getSeriesId() + "|" + chunk.getIndex(),
                chunks.serialize(Topic.SERIES.topicName(), chunk));
    }

    private void next(Topic topic, String run, String key, byte @Nullable [] value) throws IOException {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        if (value == null || value.length + keyBytes.length > MOST_BYTES) {
            throw new IOException("what is said of " + key + " takes "
                    + (value == null ? 0 : value.length) + " bytes, more than a record of " + topic.topicName()
                    + " may have (" + MOST_BYTES + ")");
        }
        next.accept(new Ready(topic, run, keyBytes, value));
    }
}
