package dev.headwater.agent.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the files of a repository tell without the git command, where that is missing or refuses (as it does when the
 * repository belongs to somebody else, which is the rule in containers).
 *
 * @param directory the {@code .git} directory of the working copy
 * @param common the one of the repository, the same but in linked working trees
 */
record GitFiles(Path directory, Path common) {

    /** The repository that a directory is in. */
    static Optional<GitFiles> above(Path directory) {
        for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.isDirectory(git)) {
                return Optional.of(new GitFiles(git, git));
            }
            Path base = at;
            Optional<Path> linked = read(git)
                    .filter(text -> text.startsWith("gitdir:"))
                    .map(text -> base.resolve(text.substring(7).strip()));
            if (linked.isPresent()) {
                Path common = read(linked.get().resolve("commondir"))
                        .map(text -> linked.get().resolve(text).normalize())
                        .orElse(linked.get());
                return Optional.of(new GitFiles(linked.get(), common));
            }
        }
        return Optional.empty();
    }

    /** The branch that is checked out. */
    Optional<String> branch() {
        return read(directory.resolve("HEAD"))
                .filter(head -> head.startsWith("ref: refs/heads/"))
                .map(head -> head.substring(16));
    }

    /** The commit that is checked out. */
    Optional<String> commit() {
        return read(directory.resolve("HEAD"))
                .flatMap(head -> head.startsWith("ref: ") ? reference(head.substring(5)) : Optional.of(head))
                .filter(commit -> commit.matches("[0-9a-f]{40,64}"));
    }

    private Optional<String> reference(String name) {
        return read(common.resolve(name))
                .or(() -> read(common.resolve("packed-refs")).stream()
                        .flatMap(String::lines)
                        .filter(line -> line.endsWith(" " + name))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .findFirst());
    }

    /** The address of the remote repository origin. */
    Optional<String> origin() {
        boolean inside = false;
        for (String line : read(common.resolve("config")).orElse("").lines().toList()) {
            String trimmed = line.strip();
            if (trimmed.startsWith("[")) {
                inside = trimmed.equals("[remote \"origin\"]");
            } else if (inside && trimmed.startsWith("url") && trimmed.indexOf('=') > 0) {
                return Optional.of(trimmed.substring(trimmed.indexOf('=') + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
