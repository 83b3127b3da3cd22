package dev.headwater.sink.export;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.sink.graph.GraphReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.neo4j.driver.Driver;

/**
 * Writes one document: flat with one run, else with a bundle for each. A bundle has the name of the run's record, and the
 * document itself says what that is and whose it is, and what no run says.
 */
final class FileExport {

    private static final long BYTES_OF_DOCUMENT = 8L << 20;

    private final Driver driver;
    private final GraphReader graph;
    private final WorkFolder work;
    private final Extent extent;
    private final List<String> runs;
    private final int together;
    private final DocumentFile file;
    private final Progress progress;
    private long done;

    FileExport(
            Driver driver,
            GraphReader graph,
            WorkFolder work,
            Extent extent,
            List<String> runs,
            int together,
            DocumentFile file,
            Progress progress) {
        this.driver = driver;
        this.graph = graph;
        this.work = work;
        this.extent = extent;
        this.runs = runs;
        this.together = together;
        this.file = file;
        this.progress = progress;
    }

    void write() throws IOException {
        RunReader reader = new RunReader(graph, work.path(), extent.points());
        if (runs.size() == 1 && !extent.isEverything()) {
            try (Alone none = Alone.none(work.path())) {
                reader.read(runs, none, new Flat());
            }
            return;
        }
        StatementBodies bodies = new StatementBodies();
        try (Lines document = new Lines(work.path(), "document", BYTES_OF_DOCUMENT);
                Alone alone = extent.isEverything() ? Alone.all(graph, runs, work.path()) : Alone.none(work.path())) {
            if (extent.isEverything()) {
                RunCollector.name(List.of(""), alone, document);
                new RunCollector(graph).collect(List.of(""), document, relation -> {});
            }
            try (ReadAhead groups = new ReadAhead(
                    driver, work.path(), Runs.groups(runs, together).iterator(), alone, FileExport::isOfRecord)) {
                while (groups.hasNext()) {
                    try (ReadAhead.Group group = groups.next()) {
                        reader.handOn(group.runs(), group.lines(), new Bundles());
                        group.runs()
                                .forEach(run ->
                                        document.add(0, Kind.ENTITY, Identifiers.record(run), RunCollector.NOTHING));
                        group.kept().forEach(attribution -> attribute(document, attribution, bodies));
                    }
                }
            }
            Elements elements = new Elements(graph, FileExport::asBundle, 0);
            new Window(graph, elements, extent.points(), List.of(""), new Flat()).writeAll(document);
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static void attribute(Lines document, Statement attribution, StatementBodies bodies) {
        document.add(
                0,
                attribution.kind(),
                bodies.key(attribution),
                bodies.body(attribution).bytes());
        document.add(0, Kind.AGENT, Objects.requireNonNull(attribution.formal(Formal.AGENT)), RunCollector.NOTHING);
    }

    private static boolean isOfRecord(Statement relation) {
        return relation.kind() == Kind.WAS_ATTRIBUTED_TO
                && relation.runId() != null
                && Identifiers.record(relation.runId()).equals(relation.formal(Formal.ENTITY));
    }

    /** A record of a run names a bundle, and is said to be one even where the graph does not say it. */
    private static Statement asBundle(Statement element) {
        boolean record = element.id().startsWith("record:") && element.id().indexOf('/') < 0;
        if (!record || element.types().contains(Profile.PROV_BUNDLE)) {
            return element;
        }
        List<String> types = new ArrayList<>(element.types());
        types.add(Profile.PROV_BUNDLE);
        return new Statement(element.kind(), element.id(), null, types, element.formals(), element.attributes());
    }

    /** Statements of the document itself. */
    private class Flat implements Receiver {
        @Override
        public void begin(String run) throws IOException {}

        @Override
        public void statement(Kind kind, String key, Body body, Iterator<String> points) throws IOException {
            file.write(kind, key, body, points);
            if (file.written() % 1_000 == 0) {
                progress.at(done, runs.size(), file.written());
            }
        }

        @Override
        public void end(String run) throws IOException {}
    }

    private final class Bundles extends Flat {
        @Override
        public void begin(String run) throws IOException {
            file.beginBundle(Identifiers.record(run));
        }

        @Override
        public void end(String run) throws IOException {
            file.endBundle();
            progress.at(++done, runs.size(), file.written());
        }
    }
}
