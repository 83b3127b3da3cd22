package dev.headwater.sink.export;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.graph.GraphReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What is said of elements. Those that many runs name are kept for a while, and are the same in each bundle. */
final class Elements {

    /** Bytes that an entry costs beside its body. */
    private static final int OVERHEAD = 250;

    private final GraphReader graph;
    private final UnaryOperator<Statement> said;
    private final StatementBodies bodies = new StatementBodies();
    private final long limit;
    private final LinkedHashMap<String, Body> kept = new LinkedHashMap<>(1_024, 0.75f, true);
    private long keptBytes;

    /**
     * @param said what a document says of an element that the graph has
     * @param limit bytes of memory for what is kept
     */
    Elements(GraphReader graph, UnaryOperator<Statement> said, long limit) {
        this.graph = graph;
        this.said = said;
        this.limit = limit;
    }

    /** The bodies of these elements, by id. */
    Map<String, Body> bodies(Kind kind, Collection<String> ids) {
        Map<String, Body> found = new HashMap<>();
        List<String> wanted = new ArrayList<>();
        for (String id : ids) {
            Body known = kept.get(key(kind, id));
            if (known == null) {
                wanted.add(id);
            } else {
                found.put(id, known);
            }
        }
        if (!wanted.isEmpty()) {
            Map<String, Statement> read = graph.elements(kind, wanted);
            for (String id : wanted) {
                Statement element = read.get(id);
                Body body = bodies.body(said.apply(element == null ? bare(kind, id) : element));
                found.put(id, body);
                keep(key(kind, id), body);
            }
        }
        return found;
    }

    /** Named by a relation and never said: a document should still say what kind of thing it is. */
    private static Statement bare(Kind kind, String id) {
        return new Statement(kind, id, null, List.of(), Map.<Formal, String>of(), List.of());
    }

    private void keep(String key, Body body) {
        kept.put(key, body);
        keptBytes += cost(key, body);
        var oldest = kept.entrySet().iterator();
        while (keptBytes > limit) {
            Map.Entry<String, Body> entry = oldest.next();
            keptBytes -= cost(entry.getKey(), entry.getValue());
            oldest.remove();
        }
    }

    private static long cost(String key, Body body) {
        return (long) OVERHEAD + key.length() + body.json().length;
    }

    private static String key(Kind kind, String id) {
        return kind + id;
    }
}
