package dev.headwater.schemas.wire;

import org.apache.avro.Schema;

/** Where schemas and their ids come from: the jar itself, or a registry. */
public interface SchemaSource {

    /**
     * The id that a record of this schema is framed with.
     *
     * @throws WireException when the schema has no id here
     */
    int id(String subject, Schema schema);

    /**
     * The schema that a record was written with.
     *
     * @throws WireException when the id is not known
     */
    Schema schema(int id);

    /**
     * The source that a setting asks for.
     *
     * @param registryUrl base URL of a schema registry of the Confluent dialect; empty for the schemas in the jar
     */
    static SchemaSource of(String registryUrl) {
        return registryUrl.isEmpty() ? BundledSchemas.load() : new RegistrySchemas(registryUrl);
    }
}
