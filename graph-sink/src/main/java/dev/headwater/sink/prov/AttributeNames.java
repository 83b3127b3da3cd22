package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.io.SerializedString;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Namespaces;
import java.util.HashMap;
import java.util.Map;

/** The names that attributes have in a document. Most statements have the same few, which are made once. */
final class AttributeNames {

    /** Those of parameters have no end. */
    private static final int KEPT = 1_000;

    /**
     * @param said the name that the statement has
     * @param written the name that it has in the document
     * @param key the same as bytes
     */
    record Name(String said, String written, SerializedString key) {
        boolean encoded() {
            return !said.equals(written);
        }
    }

    private final Map<String, Name> kept = new HashMap<>();
    private final boolean encodes;

    /** @param encodes whether local names are percent-encoded, or stay as they are */
    AttributeNames(boolean encodes) {
        this.encodes = encodes;
    }

    Name of(String said) {
        Name known = kept.get(said);
        if (known != null) {
            return known;
        }
        String written = written(said);
        Name name = new Name(said, written, new SerializedString(written));
        if (kept.size() == KEPT) {
            kept.clear();
        }
        kept.put(said, name);
        return name;
    }

    private String written(String said) {
        int local = said.indexOf(':') + 1;
        // A name of others is an absolute IRI, which would be another one.
        if (!encodes
                || Identifiers.isLocal(said, local)
                || !Namespaces.byPrefix().containsKey(said.substring(0, local - 1))) {
            return said;
        }
        return said.substring(0, local) + Identifiers.local(said.substring(local));
    }
}
