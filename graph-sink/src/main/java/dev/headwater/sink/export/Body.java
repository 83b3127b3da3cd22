package dev.headwater.sink.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * What a document says of one statement under its key.
 *
 * @param json as UTF-8
 * @param schemes of absolute IRIs that serve as prefixes in key or body; mostly none
 */
record Body(byte[] json, Set<String> schemes) {

    public Body {
        schemes = Set.copyOf(schemes);
    }

    /** Both as bytes: the schemes, which have no brace, then the JSON, which begins with one. */
    byte[] bytes() {
        if (schemes.isEmpty()) {
            return json;
        }
        byte[] names = String.join(" ", schemes).getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(names, names.length + json.length);
        System.arraycopy(json, 0, both, names.length, json.length);
        return both;
    }

    /** The inverse of {@link #bytes}. */
    static Body of(byte[] bytes) {
        int begin = 0;
        while (bytes[begin] != '{') {
            begin++;
        }
        if (begin == 0) {
            return new Body(bytes, Set.of());
        }
        String names = new String(bytes, 0, begin, StandardCharsets.US_ASCII);
        return new Body(Arrays.copyOfRange(bytes, begin, bytes.length), Set.of(names.split(" ")));
    }
}
