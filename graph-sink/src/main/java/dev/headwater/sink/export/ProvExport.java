package dev.headwater.sink.export;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import dev.headwater.sink.graph.GraphReader;
import dev.headwater.sink.intent.End;
import dev.headwater.sink.prov.ProvJsonWriter;
import dev.headwater.sink.prov.StatementJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;

/**
 * Writes runs of the graph to a file as one flat PROV-JSON document: every relation that these runs say, and every
 * element that one of those names, with all that is known of it. The same graph gives the same bytes.
 *
 * <p>Memory stays flat whatever is exported. PROV-JSON wants statements by kind, elements first by custom; which elements
 * there are is known only when all relations have been read. So relations wait, sorted, in files beside the target.
 */
public final class ProvExport {

    /**
     * What an export did.
     *
     * @param runs number of runs
     * @param statements number of statements in the document
     */
    public record Summary(int runs, long statements) {}

    private static final int RUNS_PER_QUERY = 200;
    private static final int ELEMENTS_PER_QUERY = 1_000;
    private static final long BYTES_PER_SPOOL = 4L << 20;
    private static final byte[] NOTHING = {};

    private static final List<Kind> ELEMENTS =
            Arrays.stream(Kind.values()).filter(Kind::isElement).toList();
    private static final List<Kind> RELATIONS =
            Arrays.stream(Kind.values()).filter(Kind::isRelation).toList();

    private final Driver driver;

    public ProvExport(Driver driver) {
        this.driver = driver;
    }

    /**
     * Writes the document. The file appears, or is replaced, only when it is complete.
     *
     * @throws NothingToExport when the graph does not have a run or experiment that is asked for
     * @throws IOException when the file cannot be written; the message names it
     * @throws org.neo4j.driver.exceptions.Neo4jException when the graph cannot be read
     */
    public Summary export(Selection selection, Path file, Progress progress) throws IOException, NothingToExport {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("cannot write " + file + ": it is a folder");
        }
        Files.createDirectories(folder);
        Path work = Files.createTempDirectory(folder, ".headwater-export-");
        try (GraphReader graph = new GraphReader(driver)) {
            List<String> runs = runs(graph, selection);
            Path part = work.resolve("document");
            long written = new Document(graph, work, selection instanceof Selection.All, runs, progress).write(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Summary(runs.size(), written);
        } finally {
            remove(work);
        }
    }

    private static List<String> runs(GraphReader graph, Selection selection) throws NothingToExport {
        if (selection instanceof Selection.Runs wanted) {
            List<String> known = graph.known(wanted.runIds());
            List<String> unknown =
                    wanted.runIds().stream().filter(run -> !known.contains(run)).toList();
            if (!unknown.isEmpty()) {
                throw new NothingToExport("the graph has no run " + String.join(", ", unknown));
            }
            return known;
        } else if (selection instanceof Selection.Experiment experiment) {
            List<String> runs = graph.runsOf(experiment.name());
            if (runs.isEmpty()) {
                throw new NothingToExport("the graph has no run of experiment " + experiment.name());
            }
            return runs;
        }
        return graph.runs();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** One document in the making. */
    private static final class Document {
        private final GraphReader graph;
        private final boolean everything;
        private final List<String> runs;
        private final Progress progress;
        private final StatementJson json =
                new StatementJson(Namespaces.byPrefix().keySet());
        private final Map<Kind, Spool> spools = new EnumMap<>(Kind.class);

        Document(GraphReader graph, Path work, boolean everything, List<String> runs, Progress progress) {
            this.graph = graph;
            this.everything = everything;
            this.runs = runs;
            this.progress = progress;
            for (Kind kind : Kind.values()) {
                spools.put(kind, new Spool(work, kind.keyword(), BYTES_PER_SPOOL));
            }
        }

        long write(Path file) throws IOException {
            try {
                readRelations();
            } catch (UncheckedIOException e) {
                throw new IOException("cannot write beside " + file.getParent() + ": " + e.getMessage(), e);
            }
            if (everything) {
                ELEMENTS.forEach(kind -> graph.ids(kind, id -> named(kind, id)));
            }
            runs.forEach(run -> named(Kind.ACTIVITY, Identifiers.run(run)));
            long total = 0;
            for (Spool spool : spools.values()) {
                total += spool.count();
            }
            try (ProvJsonWriter writer = new ProvJsonWriter(new BufferedOutputStream(Files.newOutputStream(file)))) {
                for (Kind kind : ELEMENTS) {
                    writeElements(kind, writer, total);
                }
                for (Kind kind : RELATIONS) {
                    long all = total;
                    spool(kind).read((key, body) -> {
                        writer.write(kind, key, body);
                        tick(writer, all);
                    });
                }
                progress.written(writer.written(), total);
                return writer.written();
            }
        }

        private void readRelations() {
            List<List<String>> groups = new ArrayList<>();
            for (int i = 0; i < runs.size(); i += RUNS_PER_QUERY) {
                groups.add(runs.subList(i, Math.min(runs.size(), i + RUNS_PER_QUERY)));
            }
            long total = 0;
            for (Kind kind : RELATIONS) {
                total += everything
                        ? graph.count(kind)
                        : groups.stream()
                                .mapToLong(group -> graph.count(kind, group))
                                .sum();
            }
            long[] read = new long[1];
            for (Kind kind : RELATIONS) {
                long all = total;
                GraphReader.RelationReader reader = (relation, source, target) -> {
                    keep(relation, source, target);
                    if (++read[0] % 1_000 == 0) {
                        progress.read(read[0], all);
                    }
                };
                if (everything) {
                    graph.relations(kind, reader);
                } else {
                    groups.forEach(group -> graph.relations(kind, group, reader));
                }
            }
            progress.read(read[0], total);
        }

        private void keep(Statement relation, End source, End target) {
            named(source);
            named(target);
            relation.formals().forEach((formal, id) -> {
                switch (formal.meaning()) {
                    case ENTITY -> named(Kind.ENTITY, id);
                    case ACTIVITY -> named(Kind.ACTIVITY, id);
                    case AGENT -> named(Kind.AGENT, id);
                    case ELEMENT, RELATION, TIME -> {}
                }
            });
            add(relation.kind(), json.key(relation), json.body(relation));
        }

        private void writeElements(Kind kind, ProvJsonWriter writer, long total) throws IOException {
            List<String> ids = new ArrayList<>(ELEMENTS_PER_QUERY);
            spool(kind).read((id, nothing) -> {
                ids.add(id);
                if (ids.size() == ELEMENTS_PER_QUERY) {
                    writeElements(kind, ids, writer, total);
                    ids.clear();
                }
            });
            writeElements(kind, ids, writer, total);
        }

        private void writeElements(Kind kind, List<String> ids, ProvJsonWriter writer, long total) throws IOException {
            Map<String, Statement> known = graph.elements(kind, ids);
            for (String id : ids) {
                Statement element = known.get(id);
                writer.write(element == null ? bare(kind, id) : element);
                tick(writer, total);
            }
        }

        /** Named by a relation and never said: a document should still say what kind of thing it is. */
        private static Statement bare(Kind kind, String id) {
            return new Statement(kind, id, null, List.of(), Map.<Formal, String>of(), List.of());
        }

        private void tick(ProvJsonWriter writer, long total) {
            if (writer.written() % 1_000 == 0) {
                progress.written(writer.written(), total);
            }
        }

        private void named(End end) {
            for (Kind kind : ELEMENTS) {
                if (End.labelOf(kind).equals(end.label())) {
                    named(kind, end.id());
                }
            }
        }

        private void named(Kind kind, String id) {
            add(kind, id, NOTHING);
        }

        private void add(Kind kind, String key, byte[] body) {
            try {
                spool(kind).add(key, body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Spool spool(Kind kind) {
            return java.util.Objects.requireNonNull(spools.get(kind));
        }
    }
}
