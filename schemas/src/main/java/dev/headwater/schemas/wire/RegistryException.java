package dev.headwater.schemas.wire;

/** The schema registry is not reached or does not do its work: nothing is known against the record, which may be tried again. */
public final class RegistryException extends WireException {

    private static final long serialVersionUID = 1L;

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether a failure comes from the registry. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryException) {
                return true;
            }
        }
        return false;
    }
}
