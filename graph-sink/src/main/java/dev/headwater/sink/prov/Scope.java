package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonParser;
import dev.headwater.prov.Namespaces;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What prefixes mean in one container of a document. A document may bind a prefix again in a bundle, and has names without
 * a prefix; as read, a prefix means the same IRI everywhere in the document, and every name has one.
 */
final class Scope {

    /** What these prefixes mean whatever is declared, as other readers have it: some writers leave the # out. */
    private static final Map<String, String> ALWAYS = Map.of("prov", Namespaces.PROV, "xsd", Namespaces.XSD);

    private final Prefixes prefixes;

    private final Map<String, String> own = new LinkedHashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private final @Nullable Scope outer;

    /** What is as read what it is as written. */
    private final KnownPrefixes same = new KnownPrefixes();

    private Scope(Prefixes prefixes, @Nullable Scope outer) {
        this.prefixes = prefixes;
        this.outer = outer;
    }

    /** @param declared IRI by prefix; {@code default} is the namespace of names without one */
    static Scope document(Map<String, String> declared) {
        Scope scope = new Scope(new Prefixes(), null);
        new TreeMap<>(ALWAYS).forEach(scope::declare);
        declared.forEach(scope::declare);
        return scope;
    }

    Scope bundle(Map<String, String> declared) {
        Scope scope = new Scope(prefixes, this);
        declared.forEach(scope::declare);
        return scope;
    }

    private void declare(String prefix, String declared) {
        String iri = ALWAYS.getOrDefault(prefix, declared);
        String known = prefixes.of(prefix, iri);
        renamed.put(prefix, known);
        if (outer == null || !outer.own.containsKey(known)) {
            own.put(known, iri);
        }
    }

    /** Whether a name as read that has this prefix is in this namespace. */
    boolean binds(String prefix, String iri) {
        return iri.equals(own.get(prefix)) || outer != null && outer.binds(prefix, iri);
    }

    /** IRI by prefix as read: what the container has to declare beside the document. */
    Map<String, String> declared() {
        return own;
    }

    /** The name as read; null when its prefix is not declared. A blank name stays as it is. */
    @Nullable
    String name(String written) {
        int colon = written.indexOf(':');
        if (colon >= 0 && same.has(written, colon)) {
            return written;
        }
        String prefix = colon < 0 ? "default" : written.substring(0, colon);
        if (prefix.equals("_")) {
            return written;
        }
        String known = prefix(prefix);
        if (known != null && colon >= 0 && known.equals(prefix)) {
            same.add(prefix);
            return written;
        } else if (known != null) {
            return known + ":" + written.substring(colon + 1);
        }
        // A name without a prefix of its own may have a colon in it.
        String rest = prefix("default");
        return rest == null ? null : rest + ":" + written;
    }

    /**
     * The name as read.
     *
     * @param json is where it is written
     * @throws ProvJsonException when its prefix is not declared
     */
    String name(String written, JsonParser json) throws ProvJsonException {
        String name = name(written);
        if (name == null) {
            throw ProvJsonReader.malformed(json, "the prefix of \"" + written + "\" is not declared");
        }
        return name;
    }

    private @Nullable String prefix(String written) {
        String known = renamed.get(written);
        return known != null || outer == null ? known : outer.prefix(written);
    }

    /** What prefixes are called as read, in all containers of a document: as they were, unless one is bound twice. */
    private static final class Prefixes {
        private final Map<String, String> byBinding = new HashMap<>();
        private final Set<String> used = new HashSet<>();
        private final Map<String, Integer> renamed = new HashMap<>();

        String of(String prefix, String iri) {
            return byBinding.computeIfAbsent(prefix + ' ' + iri, any -> fresh(prefix));
        }

        private String fresh(String prefix) {
            String base = prefix.equals("default") || prefix.isEmpty() || prefix.equals("_") ? "ns" : prefix;
            String name = base;
            while (!used.add(name)) {
                name = base + "-" + renamed.merge(base, 1, Integer::sum);
            }
            return name;
        }
    }
}
