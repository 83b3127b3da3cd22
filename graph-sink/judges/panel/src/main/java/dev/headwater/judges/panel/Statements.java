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

    private static final String BUNDLE = "bundle";

    private Statements() {}

    /** In bundles and outside. */
    static SortedMap<String, Integer> byKind(Path document) throws IOException {
        SortedMap<String, Integer> counts = new TreeMap<>();
        JsonNode tree = new ObjectMapper().readTree(document.toFile());
        count(tree, counts);
        tree.path(BUNDLE).forEach(bundle -> count(bundle, counts));
        return counts;
    }

    private static void count(JsonNode container, SortedMap<String, Integer> counts) {
        for (Iterator<Map.Entry<String, JsonNode>> kinds = container.fields(); kinds.hasNext(); ) {
            Map.Entry<String, JsonNode> kind = kinds.next();
            if (!kind.getKey().equals("prefix")
                    && !kind.getKey().equals(BUNDLE)
                    && !kind.getValue().isEmpty()) {
                counts.merge(kind.getKey(), kind.getValue().size(), Integer::sum);
            }
        }
    }

    static int total(Path document) throws IOException {
        return byKind(document).values().stream().mapToInt(Integer::intValue).sum();
    }
}
