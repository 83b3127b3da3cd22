package dev.headwater.launcher.run.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is there of an output just now. */
final class OutputScan extends SimpleFileVisitor<Path> {

    /** More files than this are not looked at in one go. */
    static final int MOST_FILES = 200_000;

    private static final int DEEPEST = 64;

    /**
     * A file, or a directory as a whole.
     *
     * @param pattern that it belongs to
     * @param directory whether it is one
     */
    record Found(OutputPattern pattern, Signature signature, boolean directory) {}

    /**
     * What one look has seen.
     *
     * @param complete false where something could not be looked at: what is not in here may be there all the same
     */
    record Seen(Map<Path, Found> found, boolean complete) {}

    private final OutputPattern pattern;
    private final int mostFiles;
    private final Map<Path, Found> found = new LinkedHashMap<>();
    private int visited;
    private boolean complete = true;

    private OutputScan(OutputPattern pattern, int mostFiles) {
        this.pattern = pattern;
        this.mostFiles = mostFiles;
    }

    static Seen of(OutputPattern pattern) {
        return of(pattern, MOST_FILES);
    }

    /** Never fails: what cannot be read is left out, and everything else is seen. */
    static Seen of(OutputPattern pattern, int mostFiles) {
        OutputScan scan = new OutputScan(pattern, mostFiles);
        try {
            Files.walkFileTree(pattern.base(), Set.of(), pattern.depth(), scan);
        } catch (IOException | RuntimeException e) {
            scan.complete = false;
        }
        return new Seen(scan.found, scan.complete);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean base = directory.equals(pattern.base());
        if (base && pattern.kind() != OutputPattern.Kind.ONE) {
            return FileVisitResult.CONTINUE;
        }
        if (!base && FileNames.isTemporary(directory)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (pattern.takes(directory, true)) {
            whole(directory);
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (++visited > mostFiles) {
            complete = false;
            return FileVisitResult.TERMINATE;
        }
        if (attributes.isDirectory()) {
            // Told here, not by preVisitDirectory, at the greatest depth.
            if (pattern.takes(file, true) && !(FileNames.isTemporary(file) && !file.equals(pattern.base()))) {
                whole(file);
            }
            return FileVisitResult.CONTINUE;
        }
        BasicFileAttributes target;
        try {
            target = attributes.isSymbolicLink() ? Files.readAttributes(file, BasicFileAttributes.class) : attributes;
        } catch (IOException e) {
            return without(e);
        }
        boolean named = pattern.kind() == OutputPattern.Kind.ONE;
        if (target.isRegularFile() && (named || !FileNames.isTemporary(file)) && pattern.takes(file, false)) {
            found.put(file, new Found(pattern, Signature.of(file, target), false));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return without(failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
        return without(failure);
    }

    /** Goes on behind what could not be read. A file that is gone, or that a link only names, is simply not there. */
    private FileVisitResult without(@Nullable IOException failure) {
        complete &= failure == null || failure instanceof NoSuchFileException;
        return FileVisitResult.CONTINUE;
    }

    private void whole(Path directory) {
        Signature[] all = {Signature.NONE};
        try {
            Files.walkFileTree(directory, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    all[0] = all[0].and(Signature.of(file, attributes));
                    visited++;
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return without(failure);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure) {
                    return without(failure);
                }
            });
        } catch (IOException e) {
            without(e);
        }
        if (!all[0].equals(Signature.NONE)) {
            found.put(directory, new Found(pattern, all[0], true));
        }
    }
}
