package dev.headwater.sink.graph;

/** What the queries of the sink have in common. */
final class Cypher {

    /**
     * Before a query that names the indexes it uses: its first plan stays. Otherwise Neo4j plans it anew whenever the
     * graph has grown by some part since, which a fresh graph does all the time.
     */
    static final String KEPT_PLAN = "CYPHER replan=skip ";

    private Cypher() {}
}
