package dev.headwater.launcher.run.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which files processes have open for writing, as {@code /proc} tells. */
final class OpenFiles {

    private static final int ACCESS = 3;

    private final Path proc;

    /** @param proc the directory {@code /proc} */
    OpenFiles(Path proc) {
        this.proc = proc;
    }

    /** Real paths of these files; empty when the system does not tell it of every process. */
    Optional<Set<Path>> writtenBy(List<Long> processes) {
        Set<Path> written = new HashSet<>();
        if (!Files.isDirectory(proc.resolve("self"))) {
            return Optional.empty();
        }
        for (long process : processes) {
            Path directory = proc.resolve(Long.toString(process));
            try (DirectoryStream<Path> open = Files.newDirectoryStream(directory.resolve("fd"))) {
                for (Path descriptor : open) {
                    add(written, directory, descriptor);
                }
            } catch (NoSuchFileException e) {
                // It has just ended, and writes no more.
            } catch (IOException | RuntimeException e) {
                return Optional.empty();
            }
        }
        return Optional.of(written);
    }

    private static void add(Set<Path> written, Path process, Path descriptor) {
        try {
            Path target = Files.readSymbolicLink(descriptor);
            if (target.isAbsolute() && isForWriting(process.resolve("fdinfo").resolve(descriptor.getFileName()))) {
                written.add(target);
            }
        } catch (IOException | RuntimeException e) {
            // Closed meanwhile.
        }
    }

    private static boolean isForWriting(Path info) throws IOException {
        for (String line : Files.readAllLines(info)) {
            if (line.startsWith("flags:")) {
                return (Long.parseLong(line.substring("flags:".length()).strip(), 8) & ACCESS) != 0;
            }
        }
        return false;
    }
}
