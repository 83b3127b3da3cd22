package dev.headwater.sink.prov;

import dev.headwater.prov.Statement;
import java.io.IOException;
import java.util.Map;

/** Takes a document apart: first {@link #document}, then its statements and bundles, as they come. */
public interface StatementHandler {

    /** @param prefixes IRI by prefix, of all names outside bundles */
    void document(Map<String, String> prefixes) throws IOException;

    /**
     * A bundle begins; the statements up to its end are in it. All bundles come one after the other.
     *
     * @param id qualified name
     * @param prefixes IRI by prefix, of its names beside those of the document; no prefix is bound twice
     */
    void bundle(String id, Map<String, String> prefixes) throws IOException;

    void endOfBundle() throws IOException;

    /** @param statement whose id is a blank name, {@code _:name}, when it has none */
    void statement(Statement statement) throws IOException;
}
