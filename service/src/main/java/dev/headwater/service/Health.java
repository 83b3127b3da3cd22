package dev.headwater.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a process is ready: it is when each of its conditions is. A condition says in one sentence why it is not, and
 * what to do. For use by any thread.
 */
public final class Health {

    private static final String READY = "";
    private static final char PART = '\0';

    private final Map<String, String> whyNot = new ConcurrentSkipListMap<>();
    private final AtomicInteger parts = new AtomicInteger();

    /** A condition of that name; not ready until it is said to be. */
    public Condition condition(String name) {
        whyNot.putIfAbsent(name, "starting");
        return new Condition(name);
    }

    /** One of several parts of the process that a condition of that name is up to: it holds when each of them says so. */
    public Condition part(String name) {
        return condition(name + PART + parts.incrementAndGet());
    }

    /** Ready, and of something: a process that has not yet said what it depends on is still starting. */
    public boolean isReady() {
        return reasons().isEmpty();
    }

    /** Why each condition that is not ready is not, by name; empty when the process is ready. */
    public Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (whyNot.isEmpty()) {
            reasons.put("process", "starting");
        }
        whyNot.forEach((name, why) -> {
            if (!why.equals(READY)) {
                reasons.putIfAbsent(nameOf(name), why);
            }
        });
        return Collections.unmodifiableMap(reasons);
    }

    private static String nameOf(String part) {
        int end = part.indexOf(PART);
        return end < 0 ? part : part.substring(0, end);
    }

    /** One thing that must hold for the process to be ready. */
    public final class Condition {
        private final String part;

        private Condition(String part) {
            this.part = part;
        }

        /** @return true when that is news: it was not ready, and is now that all parts are */
        public boolean ready() {
            synchronized (whyNot) {
                return !READY.equals(whyNot.put(part, READY)) && reason().isEmpty();
            }
        }

        /**
         * @param why one sentence: what is wrong, and what to do
         * @return true when that is news that no part has told yet, so that it is worth a line in the log
         */
        public boolean notReady(String why) {
            synchronized (whyNot) {
                boolean told = whyNot.entrySet().stream()
                        .anyMatch(entry -> nameOf(entry.getKey()).equals(nameOf(part))
                                && entry.getValue().equals(why));
                whyNot.put(part, why);
                return !told;
            }
        }

        public Optional<String> reason() {
            return Optional.ofNullable(reasons().get(nameOf(part)));
        }
    }
}
