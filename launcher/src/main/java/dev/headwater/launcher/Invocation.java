package dev.headwater.launcher;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Commands as the person can type them again: by the word that this one was called by, quoted for the shell. */
public final class Invocation {

    private static final String PROPERTY = "headwater.command";

    private Invocation() {}

    /** The word that the {@code headwater} script was called by, such as {@code ./headwater}. */
    public static String command() {
        return quoted(System.getProperty(PROPERTY, "headwater"));
    }

    /** A command with these words, each quoted if the shell would not take it as it is. */
    public static String of(String... words) {
        return command() + Arrays.stream(words).map(word -> " " + quoted(word)).collect(Collectors.joining());
    }

    /** A word as a POSIX shell reads it back. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
