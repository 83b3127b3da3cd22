package dev.headwater.sink.graph;

/** What the queries of the sink have in common. */
final class Cypher {

    /**
     * Before a query whose plan does not depend on how large the graph is, since it seeks by a unique index or by element
     * id: its first plan stays. Otherwise Neo4j plans it anew whenever the graph has grown by some part since, which a
     * fresh graph does all the time.
     */
    static final String KEPT_PLAN = "CYPHER replan=skip ";

    private Cypher() {}
}
