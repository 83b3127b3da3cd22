package dev.headwater.launcher.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file or directory that a run reads or writes, as the command line names it: {@code [ROLE:]PATH}.
 *
 * @param role what it serves for, such as train or checkpoint; empty when not said
 */
public record NamedFile(String role, Path path) {

    private static final Pattern WITH_ROLE = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*):(.+)");

    /** @param text a path that exists is a path, whatever colons are in it */
    static NamedFile of(String text) {
        return of(text, Path.of(""));
    }

    /** @param directory that a relative path is relative to */
    static NamedFile of(String text, Path directory) {
        Map.Entry<String, String> words = split(text, directory);
        return new NamedFile(words.getKey(), directory.resolve(words.getValue()));
    }

    /** Role and the rest of a text: a path or a pattern. */
    static Map.Entry<String, String> split(String text, Path directory) {
        Matcher withRole = WITH_ROLE.matcher(text);
        return withRole.matches() && !Files.exists(directory.resolve(text))
                ? Map.entry(withRole.group(1).toLowerCase(Locale.ROOT), withRole.group(2))
                : Map.entry("", text);
    }

    /** Its last word, for people. */
    String name() {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? path.toString() : last.toString();
    }
}
