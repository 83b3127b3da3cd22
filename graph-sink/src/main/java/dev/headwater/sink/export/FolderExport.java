package dev.headwater.sink.export;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.sink.document.Compression;
import dev.headwater.sink.graph.GraphReader;
import dev.headwater.sink.graph.RunFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/** Writes a flat document for each run, one for what no run says, and an index. */
final class FolderExport {

    /** Folder of the documents of runs, apart from all that is no such document. */
    static final String RUNS = "runs";

    /** What no run says. */
    static final String OTHERS = "others.json";

    /** Longest name of a file, in characters, without its ending. */
    private static final int LONGEST = 200;

    private static final RunFacts UNKNOWN = new RunFacts("", "", "", "", "", "", "");

    private final Driver driver;
    private final GraphReader graph;
    private final Path folder;
    private final WorkFolder work;
    private final Extent extent;
    private final List<String> runs;
    private final int together;
    private final Journal journal;
    private final Index index;
    private final Progress progress;

    /** Of the runs of the group that is written, and of those that are read meanwhile. */
    private final Map<String, RunFacts> facts = new HashMap<>();

    private long statements;
    private int documents;
    private int done;
    private int kept;

    FolderExport(
            Driver driver,
            GraphReader graph,
            Path folder,
            WorkFolder work,
            Extent extent,
            List<String> runs,
            int together,
            Journal journal,
            Index index,
            Progress progress) {
        this.driver = driver;
        this.graph = graph;
        this.folder = folder;
        this.work = work;
        this.extent = extent;
        this.runs = runs;
        this.together = together;
        this.journal = journal;
        this.index = index;
        this.progress = progress;
    }

    ProvExport.Summary write() throws IOException {
        Files.createDirectories(folder.resolve(RUNS));
        RunReader reader = new RunReader(graph, work.path(), extent.points());
        try (Alone alone = extent.isEverything() ? Alone.all(graph, runs, work.path()) : Alone.none(work.path())) {
            if (extent.isEverything()) {
                reader.read(List.of(""), alone, new Documents());
            }
            Iterator<List<String>> unfinished = Runs.groups(runs, together).stream()
                    .map(this::unfinished)
                    .filter(group -> !group.isEmpty())
                    .iterator();
            try (ReadAhead groups = new ReadAhead(driver, work.path(), unfinished, alone, relation -> false)) {
                while (groups.hasNext()) {
                    try (ReadAhead.Group group = groups.next()) {
                        reader.handOn(group.runs(), group.lines(), new Documents());
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        index.write(work.file("index"));
        return new ProvExport.Summary(runs.size(), statements, documents - kept, kept);
    }

    /** Those of these runs whose documents an interrupted export has not written, or not as the graph is now. */
    private List<String> unfinished(List<String> group) {
        graph.facts(group).forEach(run -> facts.put(run.runId(), run));
        return group.stream().filter(run -> !isDone(run)).toList();
    }

    private boolean isDone(String run) {
        RunFacts known = facts.get(run);
        Optional<Entry> before = known == null ? Optional.empty() : journal.of(run, known.fingerprint());
        try {
            if (before.isEmpty() || !isWhole(before.get())) {
                return false;
            }
            index.add(before.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        facts.remove(run);
        kept++;
        count(before.get());
        return true;
    }

    private boolean isWhole(Entry entry) throws IOException {
        Path file = folder.resolve(entry.file());
        return Files.isRegularFile(file)
                && Files.size(file) == entry.bytes()
                && Digests.of(file).equals(entry.sha256());
    }

    private void count(Entry entry) {
        documents++;
        statements += entry.statements();
        if (!entry.run().isEmpty()) {
            done++;
        }
        progress.at(done, runs.size(), statements);
    }

    /** Each run in a file of its own. */
    private final class Documents implements Receiver {
        private @Nullable DocumentFile open;

        @Override
        public void begin(String run) throws IOException {
            open = new DocumentFile(work.file("part"), Compression.NONE);
        }

        @Override
        public void statement(Kind kind, String key, Body body, Iterator<String> points) throws IOException {
            DocumentFile file = Objects.requireNonNull(open);
            file.write(kind, key, body, points);
            if (file.written() % 1_000 == 0) {
                progress.at(done, runs.size(), statements + file.written());
            }
        }

        @Override
        public void end(String run) throws IOException {
            try (DocumentFile file = Objects.requireNonNull(open)) {
                file.finish();
                place(run, file.written());
            }
        }

        private void place(String run, long written) throws IOException {
            String name = run.isEmpty() ? OTHERS : RUNS + "/" + fileName(run);
            Path part = work.file("part");
            Path target = folder.resolve(name);
            if (run.isEmpty() && written == 0) {
                Files.deleteIfExists(target);
                return;
            }
            RunFacts known = Objects.requireNonNullElse(facts.remove(run), UNKNOWN);
            Entry entry = new Entry(
                    run,
                    known.name(),
                    known.experiment(),
                    known.status(),
                    known.start(),
                    known.end(),
                    written,
                    Files.size(part),
                    Digests.of(part),
                    name);
            if (Files.isRegularFile(target) && Files.mismatch(part, target) < 0) {
                kept++;
            } else {
                WholeFile.place(part, target);
            }
            if (!run.isEmpty()) {
                journal.add(known.fingerprint(), entry);
            }
            index.add(entry);
            count(entry);
        }
    }

    /** Long ids do not fit into the name of a file: they end in their digest. */
    private static String fileName(String run) {
        String name = Identifiers.local(run);
        return (name.length() <= LONGEST ? name : name.substring(0, LONGEST - 33) + "-" + Digests.of(run)) + ".json";
    }
}
