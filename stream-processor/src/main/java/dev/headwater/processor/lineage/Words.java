package dev.headwater.processor.lineage;

import dev.headwater.prov.Identifiers;
import org.jspecify.annotations.Nullable;

/** Names of the ML profile that several mappings say. */
final class Words {

    static final String LABEL = "prov:label";
    static final String RUN_ID = "mlp:runId";
    static final String NAME = "mlp:name";
    static final String URI = "mlp:uri";
    static final String SHA256 = "mlp:sha256";
    static final String BYTES = "mlp:bytes";
    static final String ROWS = "mlp:rows";
    static final String STEP = "mlp:step";
    static final String COUNT = "mlp:count";

    private Words() {}

    /** A role as a qualified name. */
    static String role(@Nullable String word, String otherwise) {
        return "mlp:" + (word == null || word.isEmpty() ? otherwise : Identifiers.local(word));
    }
}
