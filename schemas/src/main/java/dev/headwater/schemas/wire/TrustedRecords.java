package dev.headwater.schemas.wire;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro makes objects of no class that it was not told to trust, so that a hostile schema cannot name one. Headwater's own
 * records are told here, beside whatever the process trusts already.
 */
public final class TrustedRecords {

    private static final String OURS = "dev.headwater.";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(OURS)));
    }

    private TrustedRecords() {}

    /** Makes Headwater's records known to Avro, once for the process. */
    public static void trust() {
        // The work is done when the class is loaded.
    }
}
