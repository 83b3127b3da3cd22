package dev.headwater.launcher.run.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What a person names as output of a run: one file or directory, all files within a directory, or all that a pattern
 * matches.
 *
 * @param text as it was given, without the role
 * @param role what the files serve for, such as checkpoint; empty when not said
 * @param base the path itself, or where to look
 * @param kind what belongs to it
 * @param matchers for paths relative to the base; of patterns only
 * @param depth how many directories to go down from the base
 */
record OutputPattern(String text, String role, Path base, Kind kind, List<PathMatcher> matchers, int depth) {

    /** What belongs to a pattern. */
    enum Kind {
        /** The path itself: a file, or a directory as a whole. */
        ONE,
        /** Each file in the directory. */
        WITHIN,
        /** What matches, whether file or directory. */
        MATCHING
    }

    private static final String SPECIAL = "*?[{";

    /**
     * @param text a path, a directory with a slash at its end or one that exists, or a pattern of the shell's kind
     * @param directory that relative paths are relative to
     * @throws IllegalArgumentException when it is no pattern
     */
    static OutputPattern of(String role, String text, Path directory) {
        try {
            boolean literal =
                    text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0) || Files.exists(directory.resolve(text));
            return literal ? path(role, text, directory.resolve(text).normalize()) : pattern(role, text, directory);
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw new IllegalArgumentException("neither a path nor a pattern: " + e.getMessage(), e);
        }
    }

    private static OutputPattern path(String role, String text, Path path) {
        boolean whole = role.equals("model") || FileNames.step(path) != null;
        boolean within = text.endsWith("/") || Files.isDirectory(path) && !whole;
        return within
                ? new OutputPattern(text, role, real(path), Kind.WITHIN, List.of(), Integer.MAX_VALUE)
                : new OutputPattern(text, role, path, Kind.ONE, List.of(), 0);
    }

    /** A directory by a name that is no link: links are not followed when looking into it. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory;
        }
    }

    private static OutputPattern pattern(String role, String text, Path directory) {
        int special = (int) text.chars().takeWhile(c -> SPECIAL.indexOf(c) < 0).count();
        int slash = text.lastIndexOf('/', special);
        Path base = real(
                slash < 0
                        ? directory
                        : directory.resolve(text.substring(0, slash + 1)).normalize());
        String rest = text.substring(slash + 1);
        if (rest.equals("**") || rest.equals("**/*")) {
            return new OutputPattern(text, role, base, Kind.WITHIN, List.of(), Integer.MAX_VALUE);
        }
        while (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        // As in a shell, **/ may be no directory at all.
        List<PathMatcher> matchers = Stream.of(rest, rest.replace("**/", ""))
                .distinct()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        int depth = rest.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) rest.chars().filter(c -> c == '/').count();
        return new OutputPattern(text, role, base, Kind.MATCHING, matchers, depth);
    }

    /** Whether a path below the base belongs to it, as a whole if it is a directory. */
    boolean takes(Path path, boolean directory) {
        Path relative = base.relativize(path);
        return switch (kind) {
            case ONE -> true;
            case WITHIN -> !directory || FileNames.step(path) != null;
            case MATCHING -> matchers.stream().anyMatch(matcher -> matcher.matches(relative));
        };
    }
}
