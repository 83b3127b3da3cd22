package dev.headwater.agent.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A journal of which nothing can be shipped; trying again does not help. */
public final class DamagedJournalException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedJournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
