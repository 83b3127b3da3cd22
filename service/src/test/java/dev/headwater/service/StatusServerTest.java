package dev.headwater.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {

    private final Health health = new Health();
    private final StatusServer server = StatusServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            health,
            Map.of(
                    "/greetings",
                    path -> path.equals("/greetings/one")
                            ? Optional.of(Route.Response.json("{\"hello\":1}"))
                            : Optional.empty()));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readyOnlyWhenEveryConditionIs() throws Exception {
        Health.Condition kafka = health.condition("kafka");
        Health.Condition graph = health.condition("graph");
        kafka.ready();
        graph.notReady("Neo4j refuses the password; set HEADWATER_NEO4J_PASSWORD");
        HttpResponse<String> before = get("/readyz");
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).isEqualTo("graph: Neo4j refuses the password; set HEADWATER_NEO4J_PASSWORD\n");

        graph.ready();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void notReadyBeforeItIsSaidWhatMustHold() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void aReasonIsNewsOnce() {
        Health.Condition kafka = health.condition("kafka");
        assertThat(kafka.notReady("no broker")).isTrue();
        assertThat(kafka.notReady("no broker")).isFalse();
        assertThat(kafka.ready()).isTrue();
        assertThat(kafka.ready()).isFalse();
    }

    @Test
    void aliveWhileItRuns() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void routesAnswerBelowTheirPath() throws Exception {
        assertThat(get("/greetings/one").body()).isEqualTo("{\"hello\":1}");
        assertThat(get("/greetings/two").statusCode()).isEqualTo(404);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        HttpResponse<String> response = send(request("/livez").POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(response.statusCode()).isEqualTo(405);
    }

    @Test
    void anAddressInUseIsNamed() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        assertThatThrownBy(() -> StatusServer.start(taken, health, Map.of())).hasMessageContaining("" + server.port());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
