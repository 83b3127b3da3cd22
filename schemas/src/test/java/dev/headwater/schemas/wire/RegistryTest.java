package dev.headwater.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.event.MetricBatch;
import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry over HTTP, of the dialect that Confluent's speaks: the bundled routes, and registration. */
class RegistryTest {

    private final BundledSchemas bundled = BundledSchemas.load();
    private final RegistryRoutes routes = new RegistryRoutes(bundled);
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void recordsTravelUnderTheIdsOfTheRegistry() {
        SchemaSource writerSide = SchemaSource.of(url());
        SchemaSource readerSide = SchemaSource.of(url() + "/");
        MetricBatch batch = (MetricBatch) SampleRecords.of(Topic.METRICS);
        RecordSerializer<MetricBatch> serializer = new RecordSerializer<>(writerSide);
        byte[] first = serializer.serialize("headwater.metrics", batch);
        byte[] second = serializer.serialize("headwater.metrics", batch);
        assertThat(requests).as("the id is asked for once").hasValue(1);
        assertThat(second).isEqualTo(first);
        assertThat(new RecordDeserializer<MetricBatch>(readerSide, MetricBatch.getClassSchema())
                        .deserialize("headwater.metrics", first))
                .isEqualTo(batch);
    }

    @Test
    void whetherTheRegistryOrTheRecordIsToBlameIsTold() {
        assertThatThrownBy(() -> SchemaSource.of(url()).schema(4711))
                .satisfies(failure ->
                        assertThat(RegistryException.isCauseOf(failure)).isFalse());
        String dead = url();
        server.stop(0);
        assertThatThrownBy(() -> SchemaSource.of(dead).schema(1))
                .satisfies(failure -> assertThat(RegistryException.isCauseOf(new IllegalStateException(failure)))
                        .isTrue());
    }

    @Test
    void anUnknownIdAndADeadRegistryAreNamed() {
        assertThatThrownBy(() -> SchemaSource.of(url()).schema(4711))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("4711")
                .hasMessageContaining("404");
        String url = url();
        server.stop(0);
        assertThatThrownBy(() -> SchemaSource.of(url).schema(1))
                .isInstanceOf(WireException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("not reached");
    }

    @Test
    void theRoutesAnswerSubjectsVersionsAndIds() {
        assertThat(routes.answer("/subjects").orElseThrow()).contains("\"headwater.metrics-value\"");
        assertThat(routes.answer("/subjects/headwater.metrics-value/versions/latest")
                        .orElseThrow())
                .contains("\"id\":2", "\"version\":1");
        assertThat(routes.answer("/subjects/headwater.metrics-value/versions/1"))
                .isPresent();
        assertThat(routes.answer("/schemas/ids/2").orElseThrow()).contains("MetricBatch");
        assertThat(routes.answer("/schemas/ids/99")).isEmpty();
        assertThat(routes.answer("/subjects/other/versions/latest")).isEmpty();
        assertThat(routes.answer("/subjects/headwater.metrics-value/versions/2"))
                .isEmpty();
        assertThat(routes.answer("/config")).isEmpty();
        assertThat(RegistryRoutes.notFound("/schemas/ids/99")).contains("40403", "/schemas/ids/99");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getRawPath();
        Optional<String> body = exchange.getRequestMethod().equals("POST")
                ? bundled.latest(path.split("/")[2]).map(version -> "{\"id\":" + version.id() + "}")
                : routes.answer(path);
        byte[] bytes =
                body.orElse("{\"error_code\":40403,\"message\":\"not found\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body.isPresent() ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
