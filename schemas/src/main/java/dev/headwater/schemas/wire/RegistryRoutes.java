package dev.headwater.schemas.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three read-only routes of a schema registry that deserializers need, answered from the bundled schemas: {@code
 * /subjects}, {@code /subjects/S/versions/V} (V a number or {@code latest}) and {@code /schemas/ids/ID}.
 */
public final class RegistryRoutes {

    /** Media type of every answer. */
    public static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private static final Pattern BY_ID = Pattern.compile("/schemas/ids/(\\d{1,9})");
    private static final Pattern BY_VERSION = Pattern.compile("/subjects/([^/]+)/versions/(latest|\\d{1,9})");

    private final BundledSchemas schemas;
    private final ObjectMapper json = new ObjectMapper();

    public RegistryRoutes(BundledSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * The JSON body for a GET of this path.
     *
     * @param path raw path of the request, without the query
     * @return empty when there is no such thing
     */
    public Optional<String> answer(String path) {
        if (path.equals("/subjects")) {
            ArrayNode subjects = json.createArrayNode();
            schemas.versions().stream()
                    .map(BundledSchemas.Version::subject)
                    .distinct()
                    .forEach(subjects::add);
            return Optional.of(subjects.toString());
        }
        Matcher byId = BY_ID.matcher(path);
        if (byId.matches()) {
            int id = Integer.parseInt(byId.group(1));
            return schemas.versions().stream()
                    .filter(version -> version.id() == id)
                    .findFirst()
                    .map(version -> json.createObjectNode()
                            .put("schema", version.schema().toString())
                            .toString());
        }
        Matcher byVersion = BY_VERSION.matcher(path);
        if (byVersion.matches()) {
            String subject = URLDecoder.decode(byVersion.group(1), StandardCharsets.UTF_8);
            String wanted = byVersion.group(2);
            return schemas.versions().stream()
                    .filter(version -> version.subject().equals(subject))
                    .filter(version -> wanted.equals("latest") || version.version() == Integer.parseInt(wanted))
                    .reduce((earlier, later) -> later)
                    .map(this::describe)
                    .map(ObjectNode::toString);
        }
        return Optional.empty();
    }

    /** The body for a path that {@link #answer} knows nothing of, with status 404, as clients of a registry expect it. */
    public static String notFound(String path) {
        boolean schema = path.startsWith("/schemas/");
        return new ObjectMapper()
                .createObjectNode()
                .put("error_code", schema ? 40403 : 40401)
                .put("message", (schema ? "Schema" : "Subject or version") + " not found: " + path)
                .toString();
    }

    private ObjectNode describe(BundledSchemas.Version version) {
        return json.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema().toString());
    }
}
