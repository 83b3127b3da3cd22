package dev.headwater.judges.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many statements of each kind a document has, by its JSON alone. */
final class Statements {

    private Statements() {}

    static SortedMap<String, Integer> byKind(Path document) throws IOException {
        SortedMap<String, Integer> counts = new TreeMap<>();
        JsonNode tree = new ObjectMapper().readTree(document.toFile());
        for (Iterator<Map.Entry<String, JsonNode>> kinds = tree.fields(); kinds.hasNext(); ) {
            Map.Entry<String, JsonNode> kind = kinds.next();
            if (!kind.getKey().equals("prefix") && !kind.getValue().isEmpty()) {
                counts.put(kind.getKey(), kind.getValue().size());
            }
        }
        return counts;
    }

    static int total(Path document) throws IOException {
        return byKind(document).values().stream().mapToInt(Integer::intValue).sum();
    }
}
