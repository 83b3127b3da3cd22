package dev.headwater.benchmarks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Halves of a set of names that are nobody's choice. */
public final class Parity {

    private Parity() {}

    /** Whether the MD5 of a name is odd. */
    public static boolean isOdd(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest).testBit(0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without MD5", e);
        }
    }
}
