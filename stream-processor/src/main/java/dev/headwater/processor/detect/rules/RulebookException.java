package dev.headwater.processor.detect.rules;

/** A rulebook that cannot be followed. The message names file, line, key and value, and what would be right. */
public final class RulebookException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RulebookException(String source, int line, String what) {
        super(source + ":" + line + ": " + what);
    }
}
