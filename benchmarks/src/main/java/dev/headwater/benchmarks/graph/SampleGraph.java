package dev.headwater.benchmarks.graph;

import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.intent.WriteSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.TransientException;

/** A graph of many runs, as the processor says them and the sink writes them. */
public final class SampleGraph {

    /** Some 9,500 statements. */
    private static final int RUNS_TOGETHER = 100;

    private static final int MOST_TRIES = 10;

    private SampleGraph() {}

    /**
     * Fills an empty graph, with as many threads as the machine has cores.
     *
     * @param statements at least so many are said, by whole runs
     * @return how many are
     */
    public static long fill(Driver driver, long statements) {
        GraphSchema.install(driver);
        GraphWriter writer = new GraphWriter(driver);
        long ofRun = RunLineage.of(0).size();
        int runs = Math.toIntExact((statements + ofRun - 1) / ofRun);
        return IntStream.range(0, (runs + RUNS_TOGETHER - 1) / RUNS_TOGETHER)
                .parallel()
                .map(batch -> batch * RUNS_TOGETHER)
                .mapToLong(first -> write(writer, first, Math.min(runs, first + RUNS_TOGETHER)))
                .sum();
    }

    private static long write(GraphWriter writer, int from, int to) {
        List<Said> said = IntStream.range(from, to)
                .mapToObj(RunLineage::of)
                .flatMap(Collection::stream)
                .map(Said::of)
                .toList();
        for (int tries = 1; ; tries++) {
            try {
                writer.write(WriteSet.of(said), List.of());
                return said.size();
            } catch (TransientException e) {
                // Another thread was in the way.
                if (tries == MOST_TRIES) {
                    throw e;
                }
            } catch (WatermarkMoved e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
