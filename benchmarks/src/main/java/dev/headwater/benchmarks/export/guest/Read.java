package dev.headwater.benchmarks.export.guest;

import dev.headwater.prov.Kind;
import dev.headwater.sink.intent.End;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/** The driver alone: reads every relation with its ends and every element, each once, and does nothing with them. */
public final class Read {

    private Read() {}

    /** @param arguments address of Neo4j; prints rows and seconds */
    public static void main(String[] arguments) {
        try (Driver driver = GraphDatabase.driver(arguments[0], AuthTokens.none());
                Session session = driver.session(SessionConfig.builder()
                        .withDefaultAccessMode(AccessMode.READ)
                        .withFetchSize(2_000)
                        .build())) {
            PeakMemory memory = PeakMemory.watch();
            long begin = System.nanoTime();
            long rows = 0;
            for (Kind kind : Kind.values()) {
                Result result = session.run(
                        kind.isElement()
                                ? "MATCH (n:%s) RETURN properties(n) AS properties".formatted(End.labelOf(kind))
                                : "MATCH (s)-[r:%s]->(t) RETURN s.id, t.id, properties(r)".formatted(kind));
                while (result.hasNext()) {
                    result.next();
                    rows++;
                }
            }
            Answer.say(rows, System.nanoTime() - begin, memory);
        }
    }
}
