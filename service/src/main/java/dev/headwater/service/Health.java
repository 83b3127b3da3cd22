package dev.headwater.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Whether a process is ready: it is when each of its conditions is. A condition says in one sentence why it is not, and
 * what to do. For use by any thread.
 */
public final class Health {

    private static final String READY = "";

    private final Map<String, String> whyNot = new ConcurrentSkipListMap<>();

    /** A condition of that name; not ready until it is said to be. */
    public Condition condition(String name) {
        whyNot.putIfAbsent(name, "starting");
        return new Condition(name);
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
                reasons.put(name, why);
            }
        });
        return Collections.unmodifiableMap(reasons);
    }

    /** One thing that must hold for the process to be ready. */
    public final class Condition {
        private final String name;

        private Condition(String name) {
            this.name = name;
        }

        /** @return true when that is news */
        public boolean ready() {
            return !READY.equals(whyNot.put(name, READY));
        }

        /**
         * @param why one sentence: what is wrong, and what to do
         * @return true when that is news, so that it is worth a line in the log
         */
        public boolean notReady(String why) {
            return !why.equals(whyNot.put(name, why));
        }

        public Optional<String> reason() {
            return Optional.ofNullable(whyNot.get(name)).filter(why -> !why.equals(READY));
        }
    }
}
