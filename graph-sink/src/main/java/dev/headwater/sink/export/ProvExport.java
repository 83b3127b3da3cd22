package dev.headwater.sink.export;

import dev.headwater.sink.document.Compression;
import dev.headwater.sink.graph.GraphReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.neo4j.driver.Driver;

/**
 * Takes runs out of the graph as PROV-JSON: every relation that they say, and every element that one of those names, with
 * all that is known of it. The same graph gives the same bytes, and memory stays flat whatever is exported: what does not
 * fit waits, sorted, in files beside the target.
 */
public final class ProvExport {

    /**
     * What an export did.
     *
     * @param runs number of runs
     * @param statements number of statements in all documents; an element counts in each
     * @param documents that were written
     * @param kept documents that were there already as they should be
     */
    public record Summary(int runs, long statements, int documents, int kept) {}

    private static final String JOURNAL = "journal";

    private final Driver driver;
    private final int together;

    public ProvExport(Driver driver) {
        this(driver, Runs.TOGETHER);
    }

    /** @param together so many runs are read at a time, which makes no difference to what is written */
    ProvExport(Driver driver, int together) {
        this.driver = driver;
        this.together = together;
    }

    /**
     * Writes one document, compressed if the name of the file ends in {@code .gz} or {@code .zst}. The file appears, or is
     * replaced, only when it is complete.
     *
     * @throws NothingToExport when the graph does not have a run or experiment that is asked for
     * @throws IOException when the file cannot be written; the message names it
     * @throws org.neo4j.driver.exceptions.Neo4jException when the graph cannot be read
     */
    public Summary toFile(Extent extent, Path file, Progress progress) throws IOException, NothingToExport {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        try (GraphReader graph = new GraphReader(driver)) {
            List<String> runs = Runs.of(extent, graph);
            Files.createDirectories(folder);
            try (WorkFolder work = WorkFolder.claim(folder.resolve(workOf(target)))) {
                Path part = work.file("whole");
                long statements;
                try (DocumentFile document = new DocumentFile(part, Compression.ofName(target))) {
                    new FileExport(driver, graph, work, extent, runs, together, document, progress).write();
                    document.finish();
                    statements = document.written();
                }
                WholeFile.place(part, target);
                return new Summary(runs.size(), statements, 1, 0);
            }
        }
    }

    /**
     * Writes a document for each run, and an index of them. A document appears, or is replaced, only when it is complete, the
     * index when all are; one that is there already as it should be stays untouched. After an interruption the same call goes
     * on with what is missing.
     *
     * @param folder is created if need be
     * @throws NothingToExport when the graph does not have a run or experiment that is asked for
     * @throws IOException when the folder cannot be written; the message names the file
     * @throws org.neo4j.driver.exceptions.Neo4jException when the graph cannot be read
     */
    public Summary toFolder(Extent extent, Path folder, Progress progress) throws IOException, NothingToExport {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FileSystemException(folder.toString(), null, "it is a file, and no folder");
        }
        try (GraphReader graph = new GraphReader(driver)) {
            List<String> runs = Runs.of(extent, graph);
            Path target = Files.createDirectories(folder.toAbsolutePath());
            try (WorkFolder work = WorkFolder.claim(target.resolve(".headwater-export"), JOURNAL)) {
                Summary summary;
                try (Journal journal = new Journal(work.file(JOURNAL), "format 2, points " + extent.points());
                        Index index = new Index(target, work.path())) {
                    summary = new FolderExport(
                                    driver, graph, target, work, extent, runs, together, journal, index, progress)
                            .write();
                }
                work.finished();
                return summary;
            }
        }
    }

    /** Another one for each target, and the same one after a process was killed. */
    private static String workOf(Path target) {
        String name = Objects.requireNonNull(target.getFileName()).toString();
        return ".headwater-export-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
