package dev.headwater.processor.topology;

import dev.headwater.schemas.DeadLetter;

/** A record that cannot be taken as it is. The message says why; the record goes to the dead letters. */
final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DeadLetter.Kind kind;

    Rejection(String reason) {
        this(DeadLetter.Kind.REJECTED, reason);
    }

    private Rejection(DeadLetter.Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    /** Of a record that is sound, but one too many. */
    static Rejection beyondBounds(String reason) {
        return new Rejection(DeadLetter.Kind.BOUND, reason);
    }

    DeadLetter.Kind kind() {
        return kind;
    }
}
