package dev.headwater.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/**
 * State as the last release stored it, byte for byte: what its changelogs held after the first half of
 * {@link HalfwayRuns}, with the versions of state that it had. A line is
 * store, key and value, the latter two in Base64.
 */
public final class LastRelease {

    /** One record of a changelog. */
    public record Stored(String store, String key, byte[] value) {}

    private LastRelease() {}

    public static List<Stored> changelogs() {
        try (InputStream frozen =
                Objects.requireNonNull(LastRelease.class.getResourceAsStream("/changelogs-of-the-last-release.txt"))) {
            return new String(frozen.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split(" ", -1))
                    .map(words -> new Stored(
                            words[0],
                            new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8),
                            Base64.getDecoder().decode(words[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] stored(String store, String key) {
        return changelogs().stream()
                .filter(each -> each.store().equals(store) && each.key().equals(key))
                .map(Stored::value)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(store + " " + key));
    }
}
