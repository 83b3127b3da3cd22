package dev.headwater.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The HTTP server through which a process says how it is: {@code /livez} answers 200 while it runs, {@code /readyz} 200
 * when it is ready and 503 with the reasons when not. Only GET and HEAD, and only small answers.
 */
public final class StatusServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "status-server");
        thread.setDaemon(true);
        return thread;
    });

    private StatusServer(HttpServer server) {
        this.server = server;
    }

    /**
     * @param address where to listen; port 0 for any that is free
     * @param routes by the path that they and all paths below it are answered at, such as {@code /subjects}
     * @throws UncheckedIOException when the address cannot be had
     */
    public static StatusServer start(InetSocketAddress address, Health health, Map<String, Route> routes) {
        HttpServer http;
        try {
            http = HttpServer.create(address, 16);
        } catch (IOException e) {
            throw new UncheckedIOException("status server cannot listen on " + address + ": " + e.getMessage(), e);
        }
        StatusServer server = new StatusServer(http);
        http.setExecutor(server.threads);
        http.createContext("/livez", exchange -> reply(exchange, Route.Response.text("alive\n")));
        http.createContext("/readyz", exchange -> {
            Map<String, String> reasons = health.reasons();
            if (reasons.isEmpty()) {
                reply(exchange, Route.Response.text("ready\n"));
            } else {
                String lines = reasons.entrySet().stream()
                        .map(reason -> reason.getKey() + ": " + reason.getValue() + "\n")
                        .collect(Collectors.joining());
                reply(exchange, Route.Response.text(503, lines));
            }
        });
        http.createContext("/", exchange -> answer(exchange, path -> Optional.empty()));
        routes.forEach((path, route) -> http.createContext(path, exchange -> answer(exchange, route)));
        http.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Route route) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Route.Response response;
        try {
            response = route.answer(path).orElseGet(() -> Route.Response.text(404, "nothing at " + path + "\n"));
        } catch (RuntimeException e) {
            response = Route.Response.text(500, "failed: " + e + "\n");
        }
        reply(exchange, response);
    }

    private static void reply(HttpExchange exchange, Route.Response response) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
            if (method.equals("HEAD") || body.length == 0) {
                exchange.sendResponseHeaders(response.status(), -1);
            } else {
                exchange.sendResponseHeaders(response.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
