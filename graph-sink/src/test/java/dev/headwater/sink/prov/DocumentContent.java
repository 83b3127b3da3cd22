package dev.headwater.sink.prov;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a document says, by container: how often it says each statement, with full IRIs. Order, prefixes and blank names do
 * not count.
 */
final class DocumentContent implements StatementHandler {

    private final Map<String, Map<String, Integer>> containers = new TreeMap<>();
    private Map<String, String> outside = Map.of();
    private Map<String, String> prefixes = Map.of();
    private String container = "";

    private DocumentContent() {}

    static Map<String, Map<String, Integer>> of(ProvJsonReader.Input input) throws IOException {
        DocumentContent content = new DocumentContent();
        ProvJsonReader.read(input, content, false);
        return content.containers;
    }

    @Override
    public void document(Map<String, String> declared) {
        outside = Map.copyOf(declared);
        prefixes = outside;
        containers.put("", new TreeMap<>());
    }

    @Override
    public void bundle(String id, Map<String, String> declared) {
        container = iri(id);
        prefixes = new HashMap<>(outside);
        prefixes.putAll(declared);
        containers.put(container, new TreeMap<>());
    }

    @Override
    public void endOfBundle() {
        container = "";
        prefixes = outside;
    }

    @Override
    public void statement(Statement statement) {
        TreeSet<String> said = new TreeSet<>();
        statement.types().forEach(type -> said.add("type " + iri(type)));
        for (Map.Entry<Formal, String> formal : statement.formals().entrySet()) {
            boolean time = formal.getKey().meaning() == Formal.Meaning.TIME;
            said.add(formal.getKey().localName() + " " + (time ? formal.getValue() : iri(formal.getValue())));
        }
        for (Attribute attribute : statement.attributes()) {
            said.add(iri(attribute.name()) + " " + value(attribute.value()));
        }
        String id = statement.id().startsWith("_:") ? "" : iri(statement.id());
        containers.getOrDefault(container, Map.of()).merge(statement.kind() + " " + id + " " + said, 1, Integer::sum);
    }

    private String value(Value value) {
        if (value instanceof Value.Name name) {
            return "<" + iri(name.qualifiedName()) + ">";
        } else if (value instanceof Value.Literal literal) {
            return literal.lexical() + "^^" + iri(literal.type());
        }
        return value.toString();
    }

    private String iri(String name) {
        if (name.startsWith("_:")) {
            return name;
        }
        String prefix = name.substring(0, name.indexOf(':'));
        String namespace = prefixes.get(prefix);
        if (namespace == null) {
            throw new AssertionError("the prefix of " + name + " is not declared: " + prefixes);
        }
        return namespace + name.substring(prefix.length() + 1);
    }
}
