package dev.headwater.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;

/** A record that cannot be written to bytes, or bytes that are no record. The message says which and why. */
public class WireException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }

    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
