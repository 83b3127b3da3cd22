package dev.headwater.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Schemas from a registry that speaks Confluent's dialect. What was answered once is never asked again. Asked with
 * {@link HttpURLConnection}, which needs no thread of its own: the agent is a guest and may have two.
 */
public final class RegistrySchemas implements SchemaSource {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String baseUrl;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<String, Map<Schema, Integer>> idsBySubject = new ConcurrentHashMap<>();

    public RegistrySchemas(String baseUrl) {
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    @Override
    public int id(String subject, Schema schema) {
        Map<Schema, Integer> ids = idsBySubject.computeIfAbsent(subject, any -> new ConcurrentHashMap<>());
        Integer known = ids.get(schema);
        if (known != null) {
            return known;
        }
        String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
        String body = json.createObjectNode()
                .put("schema", BundledSchemas.published(schema).toString())
                .toString();
        JsonNode answer = send(path, body, "register the schema of subject " + subject);
        int id = answer.path("id").asInt(-1);
        if (id < 0) {
            throw new WireException("schema registry " + baseUrl + path + " answered without an id: " + answer);
        }
        ids.put(schema, id);
        return id;
    }

    @Override
    public Schema schema(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        JsonNode answer = send("/schemas/ids/" + id, null, "look up schema id " + id);
        Schema schema = new Schema.Parser().parse(answer.path("schema").asText());
        byId.put(id, schema);
        return schema;
    }

    /** @param body to be posted; null to get */
    private JsonNode send(String path, @Nullable String body, String purpose) {
        String url = baseUrl + path;
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            try {
                connection.setConnectTimeout((int) TIMEOUT.toMillis());
                connection.setReadTimeout((int) TIMEOUT.toMillis());
                connection.setRequestProperty("Accept", CONTENT_TYPE);
                // A connection that is kept for later has a thread that watches it.
                connection.setRequestProperty("Connection", "close");
                if (body != null) {
                    post(connection, body);
                }
                int status = connection.getResponseCode();
                if (status != 200) {
                    String what = "could not " + purpose + ": schema registry " + url + " answered " + status + " "
                            + text(connection.getErrorStream());
                    // Only these say that it does not know the id, or does not take the schema.
                    throw status == 404 || status == 409 || status == 422
                            ? new WireException(what)
                            : new RegistryException(what);
                }
                return json.readTree(text(connection.getInputStream()));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new RegistryException("could not " + purpose + ": schema registry " + url + " is not reached", e);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new WireException(
                    "could not " + purpose + ": " + url + " is not the address of a schema registry", e);
        }
    }

    private static void post(HttpURLConnection connection, String body) throws IOException {
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", CONTENT_TYPE);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
