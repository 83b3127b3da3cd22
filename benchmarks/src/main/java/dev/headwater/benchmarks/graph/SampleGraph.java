package dev.headwater.benchmarks.graph;

import dev.headwater.prov.Statement;
import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.intent.WriteSet;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Driver;

/** A graph of many runs, as the processor says them and the sink writes them. */
public final class SampleGraph {

    private static final int BATCH = 5_000;

    private SampleGraph() {}

    /**
     * Fills an empty graph.
     *
     * @param statements at least so many are said, by whole runs
     * @return how many are
     */
    public static long fill(Driver driver, long statements) throws WatermarkMoved {
        GraphSchema.install(driver);
        GraphWriter writer = new GraphWriter(driver);
        long written = 0;
        List<Said> batch = new ArrayList<>();
        for (int run = 0; written + batch.size() < statements; run++) {
            for (Statement statement : RunLineage.of(run)) {
                batch.add(Said.of(statement));
            }
            if (batch.size() >= BATCH) {
                writer.write(WriteSet.of(batch), List.of());
                written += batch.size();
                batch.clear();
            }
        }
        writer.write(WriteSet.of(batch), List.of());
        return written + batch.size();
    }
}
