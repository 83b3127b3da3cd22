package dev.headwater.launcher.prov;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.VerboseOption;
import dev.headwater.sink.document.Compression;
import dev.headwater.sink.document.StoredDocument;
import dev.headwater.sink.prov.DocumentCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headwater prov copy}. */
@Command(
        name = "copy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Reads PROV-JSON and writes the same statements in the dialect that all known readers take.",
        description = {
            "The copy says the same, in bundles and outside: prefixes first, values with their types, no default"
                    + " namespace, no prefix that is bound twice. A file appears when it is complete. Documents may be of any"
                    + " size, and compressed with gzip or zstd; a copy whose name ends in .gz or .zst is. Of a folder every "
                    + StoredDocument.ENDINGS + " is copied; what cannot be read is named, and the rest is done.",
            "",
            "Exit status 1 when a document cannot be read: what is wrong is said with its place, a JSON pointer.",
            "",
            "Example: headwater prov copy theirs.json ours.json",
            ""
        })
public final class CopyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final VerboseOption verbose = new VerboseOption();

    @Parameters(index = "0", paramLabel = "IN", description = "A document, or a folder of documents.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write, or the folder if IN is one.")
    private Path out = Path.of("");

    public CopyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        return Files.isDirectory(in) ? folder() : file();
    }

    private int file() throws IOException {
        Path target = Files.isDirectory(out) ? out.resolve(in.getFileName()) : out;
        try {
            long statements = copy(new StoredDocument(in), target);
            terminal.out().println("wrote " + target + ": " + said(statements));
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(Explanation.of(in, e), e);
        }
    }

    private int folder() throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new CommandFailure(out + " is a file: a folder of documents needs a folder to go to");
        }
        Files.createDirectories(out);
        List<StoredDocument> documents;
        try {
            documents = StoredDocument.at(in);
        } catch (IOException e) {
            throw new CommandFailure(Explanation.of(in, e), e);
        }
        int copied = 0;
        long statements = 0;
        for (StoredDocument document : documents) {
            try {
                statements += copy(document, out.resolve(document.path().getFileName()));
                copied++;
            } catch (IOException e) {
                terminal.note("headwater: " + Explanation.of(document.path(), e));
            }
        }
        terminal.out()
                .println("wrote " + Figures.count(copied) + " of " + Figures.count(documents.size())
                        + (documents.size() == 1 ? " document" : " documents") + " to " + out + ": "
                        + said(statements));
        return copied == documents.size() ? 0 : 1;
    }

    private static long copy(StoredDocument document, Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("cannot write " + target + ": it is a folder");
        }
        Path part = folder.resolve(".headwater-copy-" + ProcessHandle.current().pid() + ".part");
        try {
            long statements =
                    DocumentCopy.copy(document, Compression.ofName(target).create(part));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return statements;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String said(long statements) {
        return Figures.count(statements) + (statements == 1 ? " statement" : " statements");
    }
}
