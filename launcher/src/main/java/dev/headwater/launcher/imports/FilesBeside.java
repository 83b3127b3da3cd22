package dev.headwater.launcher.imports;

import dev.headwater.launcher.imports.metrics.MetricFile;
import dev.headwater.prov.Digest;
import dev.headwater.sink.yprov.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a run in the folder of its document, and in no other: a document cannot have files read that are none of its
 * own. Its paths begin where the run was started; what counts is what comes behind the name of the folder.
 */
final class FilesBeside implements Surroundings {

    private final Path folder;

    /** @throws IOException when the folder cannot be looked at */
    FilesBeside(Path document) throws IOException {
        Path real = document.toRealPath().getParent();
        if (real == null) {
            throw new IOException(document + " is in no folder");
        }
        folder = real;
    }

    @Override
    public Optional<Content> content(String path) throws IOException {
        Optional<Path> found = find(path).filter(Files::isRegularFile);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Digest digest = new Digest();
        try (InputStream in = Files.newInputStream(found.get())) {
            long bytes = digest.add(in);
            return Optional.of(new Content(digest.hex(), bytes));
        }
    }

    @Override
    public Optional<String> points(String path, PointReader reader) throws IOException {
        Optional<Path> found = find(path);
        if (found.isEmpty()) {
            return Optional.of("its file is not beside the document, so its points are not read: " + path);
        }
        return MetricFile.read(found.get(), reader);
    }

    private Optional<Path> find(String path) throws IOException {
        Path name = folder.getFileName();
        String own = name == null ? "" : name + "/";
        String local = path.replace('\\', '/');
        int behind = ("/" + local).lastIndexOf("/" + own);
        try {
            Path file = folder.resolve(behind < 0 || own.isEmpty() ? local : local.substring(behind + own.length()))
                    .normalize();
            // A pipe would keep its reader waiting.
            boolean readable = Files.isRegularFile(file) || Files.isDirectory(file);
            return readable && file.toRealPath().startsWith(folder) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
