package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.launcher.CommandInProcess;
import dev.headwater.sink.graph.Advance;
import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.intent.WriteSet;
import dev.headwater.testkit.Neo4jServer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A graph that holds what was said and nothing else, and is asked at the command line. */
final class AskedGraph {

    private static final int BATCH = 200;

    private final Neo4jServer neo4j;

    private AskedGraph(Neo4jServer neo4j) {
        this.neo4j = neo4j;
    }

    static AskedGraph of(Neo4jServer neo4j, List<Said> said) throws WatermarkMoved {
        neo4j.clear();
        GraphSchema.install(neo4j.driver());
        GraphWriter writer = new GraphWriter(neo4j.driver());
        @Nullable Long from = null;
        for (int i = 0; i < said.size(); i += BATCH) {
            int to = Math.min(i + BATCH, said.size());
            writer.write(WriteSet.of(said.subList(i, to)), List.of(new Advance("headwater.lineage/0", from, to)));
            from = Long.valueOf(to);
        }
        return new AskedGraph(neo4j);
    }

    /** The answer of {@code headwater cypher}, a row as JSON. */
    List<String> ask(String query, List<String> parameters) {
        CommandInProcess headwater = new CommandInProcess();
        List<String> words = new ArrayList<>(List.of("cypher", "--json", "--neo4j", neo4j.boltUri()));
        words.addAll(List.of("--neo4j-user", neo4j.user(), "--neo4j-password", neo4j.password()));
        parameters.forEach(parameter -> words.addAll(List.of("--param", parameter)));
        words.add(query);
        assertThat(headwater.run(words.toArray())).as(headwater.err()).isZero();
        return headwater.out().lines().toList();
    }
}
