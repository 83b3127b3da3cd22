package dev.headwater.processor.topology;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.lineage.ProvStatement;
import dev.headwater.processor.series.Chunk;
import dev.headwater.prov.Statement;
import dev.headwater.prov.StatementRecords;
import dev.headwater.schemas.Topic;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What goes out, under which key, to which partition: always that of the run. */
final class Outputs {

    private Outputs() {}

    static void say(ProcessorContext<String, Object> out, Statement statement, long timestamp) {
        out.forward(statement(statement, timestamp), Names.STATEMENTS);
    }

    static Record<String, Object> statement(Statement statement, long timestamp) {
        return new Record<>(statement.key(), StatementRecords.toRecord(statement), timestamp);
    }

    static void chunk(
            ProcessorContext<String, Object> out, String runId, String seriesId, Chunk chunk, long timestamp) {
        SaidChunk said = new SaidChunk(runId, seriesId, chunk);
        out.forward(new Record<>(said.key(), said, timestamp), Names.CHUNKS);
    }

    static StreamPartitioner<String, ProvStatement> statementsByRun() {
        return (topic, key, statement, partitions) -> byRun(statement.getRunId(), partitions);
    }

    static StreamPartitioner<String, SaidChunk> chunksByRun() {
        return (topic, key, chunk, partitions) -> byRun(chunk.runId(), partitions);
    }

    static StreamPartitioner<String, Anomaly> anomaliesByRun() {
        return (topic, key, anomaly, partitions) -> byRun(anomaly.getRunId(), partitions);
    }

    private static Optional<Set<Integer>> byRun(@Nullable String runId, int partitions) {
        return runId == null ? Optional.empty() : Optional.of(Set.of(Topic.partition(runId, partitions)));
    }
}
