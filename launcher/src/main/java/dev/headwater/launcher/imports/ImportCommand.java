package dev.headwater.launcher.imports;

import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Figures;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.Terminal;
import dev.headwater.prov.Statement;
import dev.headwater.sink.document.StoredDocument;
import dev.headwater.sink.imports.DocumentImport;
import dev.headwater.sink.imports.Incomplete;
import dev.headwater.sink.yprov.YProvDocument;
import dev.headwater.sink.yprov.YProvRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headwater import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Puts PROV-JSON documents, of whoever wrote them, into the graph, by way of Kafka.",
        description = {
            "What Headwater exported is said again by the runs that it is of, if they are not there yet. Any other document speaks for itself, under a"
                    + " name made of its content: imported again, it changes nothing. Names of others are absolute IRIs in the"
                    + " graph. Files may be compressed with gzip or zstd. Of a folder every "
                    + StoredDocument.ENDINGS + " is imported.",
            "",
            "Documents of yProv4ML become runs like ours, with the points of the metric files (CSV, NetCDF,"
                    + " Zarr) beside them.",
            "",
            "A document is checked first: of one that cannot be read nothing is sent, and the others go on. A relation that"
                    + " lacks an end cannot be in the graph: it is named and left out. Exit status 1 in both cases.",
            "",
            "Example: headwater import theirs.json more.json.gz",
            ""
        })
public final class ImportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Documents, or folders of documents.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description =
                    "Who says what the document says, instead of itself or its runs. For one FILE: a later version of"
                            + " the document under the same name replaces what it says again.")
    private String speaker = "";

    @Option(
            names = "--replace",
            description =
                    "Let the document say anew what runs said that are there already. Without it, such a document is"
                            + " refused.")
    private boolean replace;

    @Option(names = "--plain", description = "Take documents of yProv4ML as they are, not as runs.")
    private boolean plain;

    @Option(names = "--dry-run", description = "Check and count, send nothing. Needs no Kafka.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object per document.")
    private boolean json;

    public ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (spec != null && !speaker.isEmpty() && files.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--as is for one FILE: two of one name replace each other");
        }
        if (dryRun) {
            return all(null);
        }
        try (Topics topics = new Topics(connection.bootstrap())) {
            return all(topics);
        }
    }

    private int all(@Nullable Topics topics) {
        boolean whole = true;
        for (Path file : files) {
            try {
                for (StoredDocument document : documents(file)) {
                    whole &= one(document, topics);
                }
            } catch (IOException e) {
                terminal.note("headwater: " + Explanation.of(file, e));
                whole = false;
            }
        }
        return whole ? 0 : 1;
    }

    private List<StoredDocument> documents(Path file) throws IOException {
        List<StoredDocument> documents = StoredDocument.at(file);
        if (!speaker.isEmpty() && documents.size() > 1) {
            throw new IOException("has several documents, and --as is for one: two of one name replace each other");
        }
        return documents;
    }

    /** @return whether all of the document is imported */
    private boolean one(StoredDocument file, @Nullable Topics topics) {
        ImportProgress progress = new ImportProgress(terminal, file.path());
        Tally tally = new Tally();
        try {
            String name = speaker.isEmpty() ? DocumentName.of(file) : speaker;
            read(
                    file,
                    name,
                    new Records(connection.schemas(), record -> {
                        tally.record(record.topic(), record.run());
                        progress.step();
                    }),
                    tally);
            if (topics != null) {
                refuseKnownRuns(tally, topics);
                progress.expect(tally.records());
                read(
                        file,
                        name,
                        new Records(connection.schemas(), record -> {
                            topics.send(record);
                            progress.step();
                        }),
                        new Tally());
                topics.confirm();
            }
        } catch (IOException e) {
            progress.clear();
            terminal.note("headwater: " + Explanation.of(file.path(), e));
            return false;
        } finally {
            progress.clear();
        }
        report(file.path(), tally);
        return tally.leftOut() == 0;
    }

    private void refuseKnownRuns(Tally tally, Topics topics) throws IOException {
        SortedSet<String> known = replace || tally.runs().isEmpty() ? new TreeSet<>() : topics.known(tally.runs());
        if (!known.isEmpty()) {
            throw new IOException((known.size() == 1 ? "run " : "runs ")
                    + known.stream().limit(Tally.NAMED).collect(Collectors.joining(", "))
                    + (known.size() <= Tally.NAMED ? "" : " and " + Figures.count(known.size() - Tally.NAMED) + " more")
                    + (known.size() == 1 ? " is" : " are") + " there already: --replace lets the document say anew what"
                    + (known.size() == 1 ? " it" : " they") + " said, --as NAME lets NAME say it beside");
        }
    }

    private void read(StoredDocument file, String name, Outlet outlet, Tally tally) throws IOException {
        Optional<YProvDocument> run = plain ? Optional.empty() : YProvDocument.read(file);
        if (run.isPresent()) {
            YProvRun.say(
                    run.get(), name, !speaker.isEmpty(), new FilesBeside(file.path()), new RunOutlet(outlet, tally));
            return;
        }
        DocumentImport.read(file, name, speaker.isEmpty(), new DocumentImport.Listener() {
            @Override
            public void said(Statement statement) throws IOException {
                outlet.say(statement);
            }

            @Override
            public void speaksFor(String run) {
                tally.speaksFor(run);
            }

            @Override
            public void incomplete(Incomplete statement) {
                tally.leftOut(statement);
            }
        });
    }

    private void report(Path file, Tally tally) {
        tally.named().forEach(named -> terminal.warn(file + ": left out: " + named));
        if (tally.leftOut() > tally.named().size()) {
            terminal.warn(file + ": left out: "
                    + Figures.count(tally.leftOut() - tally.named().size()) + " more");
        }
        tally.notes().forEach(note -> terminal.warn(file + ": " + note));
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", file.toAbsolutePath().normalize().toString());
            result.put("sent", !dryRun);
            result.put("statements", tally.statements());
            result.put("leftOut", tally.leftOut());
            result.put("saidBy", tally.speakers());
            terminal.out().println(Json.line(result));
        } else {
            terminal.out()
                    .println((dryRun ? "would import " : "imported ") + file + ": " + Figures.count(tally.statements())
                            + (tally.statements() == 1 ? " statement" : " statements")
                            + (tally.statements() == 0 ? "" : ", said by " + tally.speakers())
                            + (tally.leftOut() == 0 ? "" : "; left out " + Figures.count(tally.leftOut())));
        }
    }
}
