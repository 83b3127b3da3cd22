package dev.headwater.sink.imports;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Namespaces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of a document as names that mean the same everywhere. In a namespace of ours a name gets our prefix. Any other
 * becomes its absolute IRI, which is a qualified name too: the scheme is its prefix.
 */
final class AbsoluteNames {

    /** Such as no namespace of ours has: nobody else makes names below it. */
    private static final String DOCUMENTS = "https://headwater.dev/id/document/";

    /**
     * What stands for a prefix.
     *
     * @param text to be put before a local name
     * @param near namespaces of ours that such names may be in
     */
    private record Beginning(String text, List<Map.Entry<String, String>> near) {}

    private final String base;
    private final Map<String, String> namespaces = new HashMap<>();
    private final Map<String, Beginning> beginnings = new HashMap<>();

    /** @param document what is relative or blank in it is so within this name */
    AbsoluteNames(String document) {
        base = DOCUMENTS + Identifiers.local(document) + "/";
    }

    /** @param prefixes IRI by prefix; as read, a prefix means the same in all of a document */
    void declare(Map<String, String> prefixes) {
        namespaces.putAll(prefixes);
    }

    /** The name, absolute. */
    String of(String name) {
        int colon = name.indexOf(':');
        Beginning beginning = beginnings.computeIfAbsent(name.substring(0, colon), this::beginning);
        String absolute = beginning.text + name.substring(colon + 1);
        for (Map.Entry<String, String> ours : beginning.near) {
            if (absolute.startsWith(ours.getValue())) {
                return ours.getKey() + ":" + absolute.substring(ours.getValue().length());
            }
        }
        return beginning.near.isEmpty() && isOurs(absolute) ? Identifiers.reference(absolute) : absolute;
    }

    private Beginning beginning(String prefix) {
        if (prefix.equals("_")) {
            return new Beginning(base + "_:", List.of());
        }
        String declared = namespaces.get(prefix);
        if (declared == null) {
            throw new IllegalStateException("no namespace was declared for the prefix " + prefix);
        }
        String iri = isAbsolute(declared) ? declared : base + declared;
        return new Beginning(
                iri,
                Namespaces.byPrefix().entrySet().stream()
                        .filter(ours -> ours.getValue().startsWith(iri) || iri.startsWith(ours.getValue()))
                        .toList());
    }

    /** Whether an IRI has a scheme that is spelt like a prefix of ours, such as {@code tag}. */
    private static boolean isOurs(String iri) {
        return Namespaces.byPrefix().containsKey(iri.substring(0, iri.indexOf(':')));
    }

    /** Whether it begins with a scheme (RFC 3986). One letter is a drive of Windows. */
    static boolean isAbsolute(String iri) {
        int colon = iri.indexOf(':');
        if (colon < 2 || !isLetter(iri.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = iri.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
