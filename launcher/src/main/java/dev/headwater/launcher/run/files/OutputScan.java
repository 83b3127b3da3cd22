package dev.headwater.launcher.run.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What is there of an output just now. */
final class OutputScan extends SimpleFileVisitor<Path> {

    /** More files than this are not looked at in one go. */
    static final int MOST_FILES = 200_000;

    /**
     * A file, or a directory as a whole.
     *
     * @param pattern that it belongs to
     * @param directory whether it is one
     */
    record Found(OutputPattern pattern, Signature signature, boolean directory) {}

    private final OutputPattern pattern;
    private final Map<Path, Found> found = new LinkedHashMap<>();
    private int visited;

    private OutputScan(OutputPattern pattern) {
        this.pattern = pattern;
    }

    /** Never fails: what cannot be read is not there. */
    static Map<Path, Found> of(OutputPattern pattern) {
        OutputScan scan = new OutputScan(pattern);
        try {
            Files.walkFileTree(pattern.base(), Set.of(), pattern.depth(), scan);
        } catch (IOException | RuntimeException e) {
            // Removed while it was looked at; the next look knows more.
        }
        return scan.found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
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
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (++visited > MOST_FILES) {
            return FileVisitResult.TERMINATE;
        }
        if (attributes.isDirectory()) {
            // Told here, not by preVisitDirectory, at the greatest depth.
            if (pattern.takes(file, true) && !(FileNames.isTemporary(file) && !file.equals(pattern.base()))) {
                whole(file);
            }
            return FileVisitResult.CONTINUE;
        }
        BasicFileAttributes target =
                attributes.isSymbolicLink() ? Files.readAttributes(file, BasicFileAttributes.class) : attributes;
        boolean named = pattern.kind() == OutputPattern.Kind.ONE;
        if (target.isRegularFile() && (named || !FileNames.isTemporary(file)) && pattern.takes(file, false)) {
            found.put(file, new Found(pattern, Signature.of(file, target), false));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    private void whole(Path directory) throws IOException {
        Signature[] all = {Signature.NONE};
        Files.walkFileTree(
                directory, EnumSet.noneOf(java.nio.file.FileVisitOption.class), 64, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        all[0] = all[0].and(Signature.of(file, attributes));
                        visited++;
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        if (!all[0].equals(Signature.NONE)) {
            found.put(directory, new Found(pattern, all[0], true));
        }
    }
}
