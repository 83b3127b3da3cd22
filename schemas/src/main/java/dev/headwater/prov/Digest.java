package dev.headwater.prov;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 over a list of texts, each ended by a zero byte so that no two lists are alike. */
public final class Digest {

    private final MessageDigest sha256;

    public Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public Digest add(String text) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        return this;
    }

    /**
     * Of the parameters of a run, in 64 hexadecimal digits: the same for all runs that have the same.
     *
     * @param params by name
     */
    public static String ofParameters(Map<String, Value> params) {
        Digest digest = new Digest();
        new TreeMap<>(params)
                .forEach((name, value) ->
                        digest.add(name).add(value.getClass().getSimpleName()).add(value.lexical()));
        return digest.hex();
    }

    /** In 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
