package dev.headwater.agent.capture;

import dev.headwater.event.EnvironmentCaptured;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Facts as they are found: those that decide what a run computes, and those that only accompany it. */
final class Facts {

    private static final int LONGEST = 4_096;

    private final Map<String, Object> deciding = new TreeMap<>();
    private final Map<String, Object> beside = new TreeMap<>();

    /** A fact that decides the result: part of the environment and of its digest. */
    void decide(String name, Object value) {
        deciding.put(name, clean(name, value));
    }

    void decide(String name, Optional<String> value) {
        value.ifPresent(text -> decide(name, text));
    }

    /** A fact of this run only. */
    void accompany(String name, Object value) {
        beside.put(name, clean(name, value));
    }

    void accompany(String name, Optional<String> value) {
        value.ifPresent(text -> accompany(name, text));
    }

    private static Object clean(String name, Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        String redacted = Redactor.value(name, text);
        return redacted.length() <= LONGEST ? redacted : redacted.substring(0, LONGEST - 1) + "…";
    }

    EnvironmentCaptured captured() {
        return EnvironmentCaptured.newBuilder()
                .setSha256(digest(deciding))
                .setFacts(new TreeMap<>(deciding))
                .setRunFacts(new TreeMap<>(beside))
                .build();
    }

    /** Digest over one line {@code key, tab, type, tab, value} per fact, in the order of the keys. */
    static String digest(Map<String, Object> facts) {
        MessageDigest digest = ContentDigest.sha256();
        new TreeMap<>(facts).forEach((key, value) -> {
            String line = key + "\t" + value.getClass().getSimpleName() + "\t" + value + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        });
        return ContentDigest.hex(digest);
    }
}
