package dev.headwater.sink.prov;

import dev.headwater.prov.Statement;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds names against the prefixes that a document declares, or can still declare. */
final class DeclaredPrefixes {

    /** RFC 3986, 3.1. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    private final Set<String> prefixes;
    private final @Nullable Consumer<String> schemes;
    private final KnownPrefixes known = new KnownPrefixes();

    /**
     * @param prefixes declared, which may become more
     * @param schemes told each scheme that is a prefix; null when none can be declared any more
     */
    DeclaredPrefixes(Set<String> prefixes, @Nullable Consumer<String> schemes) {
        this.prefixes = prefixes;
        this.schemes = schemes;
    }

    /**
     * @param statement that says the name
     * @throws IllegalArgumentException when the prefix of the name is not declared
     */
    void check(String qualifiedName, Statement statement) {
        int colon = Math.max(0, qualifiedName.indexOf(':'));
        if (known.has(qualifiedName, colon)) {
            return;
        }
        String prefix = qualifiedName.substring(0, colon);
        if (prefix.equals("_")) {
            return;
        }
        if (prefixes.contains(prefix)) {
            known.add(prefix);
            return;
        }
        if (schemes != null && SCHEME.matcher(prefix).matches()) {
            schemes.accept(prefix);
        } else {
            throw new IllegalArgumentException("the document declares no prefix '" + prefix + "' for " + qualifiedName
                    + ", said by " + statement.key());
        }
    }
}
