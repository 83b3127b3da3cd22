package dev.headwater.sink.yprov;

import dev.headwater.prov.Kind;
import dev.headwater.prov.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parameters with the types they had. They are entities, or, in documents of the second generation, attributes of contexts. One
 * that several contexts have is named with its context.
 */
final class Parameters {

    private final Run run;
    private final Map<String, Map<String, Value>> byName = new TreeMap<>();

    Parameters(Run run) {
        this.run = run;
    }

    /** Values by name, to be changed. */
    Map<String, Value> byName() {
        run.entities().filter(RunMapping::isParameter).forEach(entity -> {
            String label = Repairs.plain(entity.text("label"));
            add(
                    label.isEmpty() ? entity.name().replaceFirst("//.*", "") : label,
                    run.contextOf(entity),
                    entity.text("value", "parameter_value"));
        });
        if (run.root().has("level")) {
            run.document().elements().stream()
                    .filter(element -> element.kind() == Kind.ACTIVITY)
                    .forEach(this::ofContext);
        }
        Map<String, Value> values = new TreeMap<>();
        byName.forEach((name, ofContexts) -> ofContexts.forEach((context, value) ->
                values.put(ofContexts.size() == 1 ? name : context.isEmpty() ? name : context + "/" + name, value)));
        return values;
    }

    private void ofContext(Element context) {
        context.texts().forEach((attribute, texts) -> {
            if (!RunMapping.isMapped(attribute)) {
                add(attribute, run.context(context.name()), texts.get(0));
            }
        });
    }

    private void add(String name, String context, String text) {
        byName.computeIfAbsent(name, any -> new HashMap<>()).put(context, Repairs.value(text));
    }
}
