package dev.headwater.sink.document;

import dev.headwater.sink.prov.ProvJsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A document in a file, compressed with gzip or zstd, or not, as the first bytes say. */
public record StoredDocument(Path path) implements ProvJsonReader.Input {

    /** How the names of documents end, for people. */
    public static final String ENDINGS = ".json, .json.gz or .json.zst";

    private static final String CANNOT_BE_READ_AGAIN =
            " cannot be read more than once, as a document is: write it to a file, and name that";

    private static final List<String> ENDS = List.of(".json", ".json.gz", ".json.zst");

    /**
     * The file itself, whatever its name, or the documents of a folder (not of those in it), sorted by name.
     *
     * @throws IOException when the folder cannot be read, or has no document
     */
    public static List<StoredDocument> at(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(new StoredDocument(path));
        }
        List<StoredDocument> documents;
        try (Stream<Path> files = Files.list(path)) {
            documents = files.filter(StoredDocument::isNamedSo)
                    .sorted()
                    .map(StoredDocument::new)
                    .toList();
        }
        if (documents.isEmpty()) {
            throw new IOException("has no file that ends in " + ENDINGS);
        }
        return documents;
    }

    private static boolean isNamedSo(Path file) {
        return ENDS.stream().anyMatch(file.toString()::endsWith) && !Files.isDirectory(file);
    }

    /** @throws IOException when it cannot be read, now or later; the message does not name it, but that of a file does */
    @Override
    public InputStream open() throws IOException {
        if (!Files.exists(path)) {
            throw path.toString().equals("-")
                    ? new IOException("standard input" + CANNOT_BE_READ_AGAIN)
                    : new NoSuchFileException(path.toString());
        } else if (Files.isDirectory(path)) {
            throw new IOException("is a folder");
        } else if (!Files.isRegularFile(path)) {
            throw new IOException("a pipe or device" + CANNOT_BE_READ_AGAIN);
        }
        InputStream file = Files.newInputStream(path);
        try {
            return Compression.read(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }
}
