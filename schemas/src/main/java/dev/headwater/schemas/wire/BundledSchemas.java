package dev.headwater.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The frozen history of schemas in this jar, with fixed ids. An id, once released, means the same schema for ever; a new
 * version of a schema gets the next id.
 */
public final class BundledSchemas implements SchemaSource {

    private static final String FOLDER = "/dev/headwater/schemas/history/";

    /** One frozen schema. */
    public record Version(int id, String subject, int version, Schema schema) {}

    private final List<Version> versions;
    private final Map<Integer, Schema> byId = new HashMap<>();

    private BundledSchemas(List<Version> versions) {
        this.versions = List.copyOf(versions);
        for (Version version : versions) {
            byId.put(version.id(), version.schema());
        }
    }

    public static BundledSchemas load() {
        try (InputStream index = open("index.json")) {
            List<Version> versions = new ArrayList<>();
            for (JsonNode entry : new ObjectMapper().readTree(index)) {
                try (InputStream text = open(entry.get("file").asText())) {
                    Schema schema = new Schema.Parser().parse(text);
                    versions.add(new Version(
                            entry.get("id").asInt(),
                            entry.get("subject").asText(),
                            entry.get("version").asInt(),
                            schema));
                }
            }
            return new BundledSchemas(versions);
        } catch (IOException e) {
            throw new WireException("the schemas bundled in this jar cannot be read", e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream stream = BundledSchemas.class.getResourceAsStream(FOLDER + name);
        if (stream == null) {
            throw new IOException("not in this jar: " + FOLDER + name);
        }
        return stream;
    }

    /** All versions of all subjects, in the order of their ids. */
    public List<Version> versions() {
        return versions;
    }

    public Optional<Version> latest(String subject) {
        return versions.stream()
                .filter(version -> version.subject().equals(subject))
                .reduce((earlier, later) -> later);
    }

    /**
     * A schema as it is published: without the properties by which Avro's compiler chooses Java classes.
     *
     * @param compiled schema of a generated class
     */
    public static Schema published(Schema compiled) {
        try {
            JsonNode tree = new ObjectMapper().readTree(compiled.toString());
            for (JsonNode typed : tree.findParents("avro.java.string")) {
                ((ObjectNode) typed).remove("avro.java.string");
            }
            return new Schema.Parser().parse(tree.toString());
        } catch (IOException e) {
            throw new WireException("schema " + compiled.getFullName() + " is not JSON", e);
        }
    }

    @Override
    public int id(String subject, Schema schema) {
        Schema published = published(schema);
        return versions.stream()
                .filter(version ->
                        version.subject().equals(subject) && version.schema().equals(published))
                .reduce((earlier, later) -> later)
                .map(Version::id)
                .orElseThrow(() -> new WireException("no bundled version of subject " + subject + " has the schema "
                        + schema.getFullName() + " as compiled; freeze it in the schema history"));
    }

    @Override
    public Schema schema(int id) {
        Schema schema = byId.get(id);
        if (schema == null) {
            throw new WireException("schema id " + id + " is not bundled (known: 1 to " + versions.size()
                    + "); records framed by a registry need schema.registry.url");
        }
        return schema;
    }
}
