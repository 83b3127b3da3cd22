package dev.headwater.launcher;

/** A command cannot do what it was asked to; the message is one line for a person, with what to do next. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
