package dev.headwater.processor.topology;

/** A record that cannot be taken as it is. The message says why; the record goes to the dead letters. */
final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Rejection(String reason) {
        super(reason);
    }
}
