package dev.headwater.processor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real receiver of webhooks, which can be told to behave badly. */
public final class Inbox implements AutoCloseable {

    /** Leaves a request without an answer until the inbox is closed. */
    public static final int HANG = -1;

    /** A request, and what it was answered. */
    public record Letter(String path, Map<String, List<String>> headers, String body, int answer) {
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    private record Reply(int status, Map<String, String> headers) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private final Queue<Reply> next = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Reply usual = new Reply(200, Map.of());

    public Inbox() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** What the next requests are answered, one each. */
    public Inbox answers(int... statuses) {
        for (int status : statuses) {
            next.add(new Reply(status, Map.of()));
        }
        return this;
    }

    public Inbox answers(int status, String header, String value) {
        next.add(new Reply(status, Map.of(header, value)));
        return this;
    }

    /** What all other requests are answered. */
    public void usually(int status) {
        usual = new Reply(status, Map.of());
    }

    public List<Letter> letters() {
        return letters;
    }

    /** Those that were answered with 200. */
    public List<Letter> taken() {
        return letters.stream().filter(letter -> letter.answer() == 200).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Reply queued = next.poll();
        Reply reply = queued == null ? usual : queued;
        letters.add(new Letter(
                exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body, reply.status()));
        if (reply.status() == HANG) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), -1);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
