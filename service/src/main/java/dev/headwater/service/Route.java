package dev.headwater.service;

import java.util.Optional;

/** Answers GET requests below one path of the status server. */
@FunctionalInterface
public interface Route {

    /**
     * @param path raw path of the request, without the query
     * @return empty for a plain 404
     */
    Optional<Response> answer(String path);

    /** A status code and a body with its media type. */
    record Response(int status, String contentType, String body) {

        /** A body found, status 200. */
        public static Response ok(String contentType, String body) {
            return new Response(200, contentType, body);
        }

        public static Response json(String body) {
            return ok("application/json", body);
        }

        public static Response text(String body) {
            return text(200, body);
        }

        public static Response text(int status, String body) {
            return new Response(status, "text/plain; charset=utf-8", body);
        }
    }
}
