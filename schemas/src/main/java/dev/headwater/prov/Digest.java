package dev.headwater.prov;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256, over bytes or over a list of texts, each ended by a zero byte so that no two lists are alike. */
public final class Digest {

    private static final int BUFFER = 1 << 16;

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
     * Adds all bytes up to the end.
     *
     * @return how many
     */
    public long add(InputStream in) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            sha256.update(buffer, 0, read);
            bytes += read;
        }
        return bytes;
    }

    /** Of what a file holds, in 64 hexadecimal digits. */
    public static String of(Path file) throws IOException {
        Digest digest = new Digest();
        try (InputStream in = Files.newInputStream(file)) {
            digest.add(in);
        }
        return digest.hex();
    }

    /** Of one text as it is, in UTF-8, in 64 hexadecimal digits. */
    public static String of(String text) {
        Digest digest = new Digest();
        digest.sha256.update(text.getBytes(StandardCharsets.UTF_8));
        return digest.hex();
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
