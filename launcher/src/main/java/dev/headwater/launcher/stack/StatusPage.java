package dev.headwater.launcher.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What the status server of one of our processes says. */
final class StatusPage {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final HttpRequest ready;

    /** @param address host:port */
    StatusPage(String address) {
        ready = HttpRequest.newBuilder(URI.create("http://" + address + "/readyz"))
                .timeout(PATIENCE)
                .build();
    }

    boolean isReady() throws IOException {
        return ask().statusCode() == 200;
    }

    /** Why the process is not ready; empty when it is. */
    Optional<String> whyNot() {
        try {
            HttpResponse<String> answer = ask();
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of(answer.body().strip().replaceAll("\\R", "; "));
        } catch (IOException e) {
            return Optional.of("its status server does not answer");
        }
    }

    private HttpResponse<String> ask() throws IOException {
        try {
            return client.send(ready, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
