package dev.headwater.embedded;

import java.io.IOException;

/** Asks a starting process whether it can be used; an I/O error means not yet. */
@FunctionalInterface
public interface ReadinessProbe {
    /** Answers within a second or so. */
    boolean isReady() throws IOException;
}
