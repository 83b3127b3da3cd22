package dev.headwater.sink.graph;

import dev.headwater.sink.intent.End;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.exceptions.TransientException;

/** Where the nodes of a batch are while its transaction lasts, so that what connects them need not look them up. */
final class Places {

    private final Map<End, String> elementIds = new HashMap<>();
    private final Set<End> made = new HashSet<>();

    /** @param isNew whether this transaction has made the node */
    void add(End node, String elementId, boolean isNew) {
        elementIds.put(node, elementId);
        if (isNew) {
            made.add(node);
        }
    }

    /**
     * The element id of a node.
     *
     * @throws TransientException when it was not found, since another writer took it away in between
     */
    String of(End node) {
        String elementId = elementIds.get(node);
        if (elementId == null) {
            throw endIsGone(node.toString());
        }
        return elementId;
    }

    static TransientException endIsGone(String what) {
        return new TransientException("Neo.TransientError.Headwater.EndIsGone", "not found any more: " + what);
    }

    /** Whether this transaction has made it, so that nothing can have been connected to it before. */
    boolean isNew(End node) {
        return made.contains(node);
    }
}
