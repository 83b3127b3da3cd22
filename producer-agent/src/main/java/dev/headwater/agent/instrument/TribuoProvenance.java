package dev.headwater.agent.instrument;

import dev.headwater.event.DatasetUsed;
import java.io.File;
import java.net.URL;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one of Tribuo's provenance objects says: a tree of named values, as flat params, and the files among them with the
 * digests that Tribuo took when it read them. Left out of the params is what differs from run to run without having been
 * chosen: times and digests.
 */
final class TribuoProvenance {

    private static final String PACKAGE = "com.oracle.labs.mlrg.olcut.provenance.";
    private static final String OBJECT = PACKAGE + "ObjectProvenance";
    private static final String PRIMITIVE = PACKAGE + "PrimitiveProvenance";
    private static final String HASH = PACKAGE + "primitives.HashProvenance";
    private static final String PAIR = "com.oracle.labs.mlrg.olcut.util.Pair";
    private static final Set<String> SAID_ELSEWHERE = Set.of("class-name", "host-short-name");

    /**
     * A file or URL that data came from.
     *
     * @param sha256 that Tribuo took of it; null where it took none
     */
    record Source(String name, String uri, @Nullable String sha256) {

        DatasetUsed used(String role) {
            return DatasetUsed.newBuilder()
                    .setName(name)
                    .setRole(role)
                    .setSha256(sha256)
                    .setUri(uri)
                    .build();
        }
    }

    private final Map<String, Object> params = new TreeMap<>();
    private final List<Source> sources = new ArrayList<>();

    private TribuoProvenance() {}

    /** @param name that the names of params begin with */
    static TribuoProvenance of(@Nullable Object provenance, String name) throws ReflectiveOperationException {
        TribuoProvenance says = new TribuoProvenance();
        says.read(name, provenance);
        return says;
    }

    /** Values by dotted name; of an object, its own name holds the class. */
    Map<String, Object> params() {
        return params;
    }

    List<Source> sources() {
        return sources;
    }

    private void read(String name, @Nullable Object provenance) throws ReflectiveOperationException {
        if (Reading.is(provenance, PRIMITIVE) && provenance != null) {
            Object value = Reading.ask(provenance, "getValue");
            if (value != null && !(value instanceof Temporal) && !Reading.is(provenance, HASH)) {
                params.put(name, value);
            }
        } else if (provenance instanceof Iterable<?> many) {
            if (Reading.is(provenance, OBJECT)) {
                params.put(name, Reading.text(provenance, "getClassName"));
            }
            children(name, many);
        }
    }

    private void children(String name, Iterable<?> many) throws ReflectiveOperationException {
        Object file = null;
        String hash = null;
        int index = 0;
        for (Object child : many) {
            if (!Reading.is(child, PAIR)) {
                read(name + "." + index++, child);
                continue;
            }
            String key = Reading.text(child, "getA");
            Object value = Reading.ask(child, "getB");
            if (!SAID_ELSEWHERE.contains(key)) {
                read(name + "." + key, value);
            }
            if (Reading.is(value, PRIMITIVE) && value != null) {
                Object plain = Reading.ask(value, "getValue");
                file = plain instanceof File || plain instanceof URL ? plain : file;
                hash = Reading.is(value, HASH) ? String.valueOf(plain) : hash;
            }
        }
        if (file != null) {
            sources.add(source(file, hash));
        }
    }

    private static Source source(Object file, @Nullable String hash) {
        String uri = file instanceof File local
                ? local.toPath().toAbsolutePath().normalize().toUri().toString()
                : file.toString().replaceFirst("^file:/(?!/)", "file:///");
        String plain = uri.replaceAll("[?#].*", "").replaceAll("/+$", "");
        String last = plain.substring(plain.lastIndexOf('/') + 1);
        boolean sha256 = hash != null && hash.matches("[0-9a-fA-F]{64}");
        return new Source(
                last.isEmpty() ? plain : last,
                uri,
                sha256 ? String.valueOf(hash).toLowerCase(Locale.ROOT) : null);
    }
}
