package dev.headwater.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Schemas from a registry that speaks Confluent's dialect. What was answered once is never asked again. */
public final class RegistrySchemas implements SchemaSource {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String baseUrl;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
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
        JsonNode answer = send(
                HttpRequest.newBuilder(URI.create(baseUrl + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", CONTENT_TYPE),
                "register the schema of subject " + subject);
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
        JsonNode answer = send(
                HttpRequest.newBuilder(URI.create(baseUrl + "/schemas/ids/" + id))
                        .GET(),
                "look up schema id " + id);
        Schema schema = new Schema.Parser().parse(answer.path("schema").asText());
        byId.put(id, schema);
        return schema;
    }

    private JsonNode send(HttpRequest.Builder request, String purpose) {
        HttpRequest ready =
                request.timeout(TIMEOUT).header("Accept", CONTENT_TYPE).build();
        try {
            HttpResponse<String> response = http.send(ready, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new WireException("could not " + purpose + ": schema registry " + ready.uri() + " answered "
                        + response.statusCode() + " " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new WireException("could not " + purpose + ": schema registry " + ready.uri() + " is not reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WireException("interrupted while trying to " + purpose, e);
        }
    }
}
