package dev.headwater.sink.export;

/** The graph has no such run or experiment; the message names it. */
public final class NothingToExport extends Exception {

    private static final long serialVersionUID = 1L;

    NothingToExport(String message) {
        super(message);
    }
}
