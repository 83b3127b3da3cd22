package dev.headwater.service;

import java.util.Optional;

/** Answers GET requests below one path of the status server. */
@FunctionalInterface
public interface Route {

    /**
     * @param path raw path of the request, without the query
     * @return empty for 404
     */
    Optional<Response> answer(String path);

    /** A body with its media type. */
    record Response(String contentType, String body) {

        public static Response json(String body) {
            return new Response("application/json", body);
        }

        public static Response text(String body) {
            return new Response("text/plain; charset=utf-8", body);
        }
    }
}
