package dev.headwater.sink.export;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.graph.GraphReader;
import dev.headwater.sink.intent.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads what runs say, some runs at a time, and hands it on run by run: every relation that a run says, and every element
 * that one of those names with all that is known of it, sorted by kind and id. Memory does not grow with what they say.
 */
final class RunReader {

    /** Attribute whose values are the points of a series, a chunk each. */
    static final String POINTS = "mlp:points";

    private static final long BYTES_PER_SPOOL = 16L << 20;
    private static final long BYTES_OF_ELEMENTS = 8L << 20;
    static final byte[] NOTHING = {};

    static final List<Kind> ELEMENTS =
            Arrays.stream(Kind.values()).filter(Kind::isElement).toList();
    static final List<Kind> RELATIONS =
            Arrays.stream(Kind.values()).filter(Kind::isRelation).toList();

    private final GraphReader graph;
    private final Path work;
    private final boolean points;
    private final Elements elements;
    private final StatementBodies bodies = new StatementBodies();
    private final Consumer<Statement> heard;

    /**
     * @param work folder for what does not fit into memory
     * @param points whether series have their values
     * @param heard told every relation, in no order
     */
    RunReader(GraphReader graph, Path work, boolean points, Consumer<Statement> heard) {
        this.graph = graph;
        this.work = work;
        this.points = points;
        this.heard = heard;
        this.elements = new Elements(graph, element -> element, BYTES_OF_ELEMENTS);
    }

    /**
     * @param runs the order in which they are handed on, at most {@value Lines#PLACES}
     * @param alone elements that belong to these runs although none of their relations names them
     */
    void read(List<String> runs, Alone alone, Receiver receiver) throws IOException {
        try (Lines lines = new Lines(work, "runs", BYTES_PER_SPOOL)) {
            collect(runs, alone, lines);
            new Window(graph, elements, points, runs, receiver).writeAll(lines);
        }
    }

    /** What these runs say, each in the place that it has in the list; empty text stands for what no run says. */
    void collect(List<String> runs, Alone alone, Lines lines) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        runs.forEach(run -> places.put(run, places.size()));
        try {
            for (String run : runs) {
                if (!run.isEmpty()) {
                    lines.add(place(places, run), Kind.ACTIVITY, Identifiers.run(run), NOTHING);
                }
                alone.of(run, (kind, id) -> lines.add(place(places, run), kind, id, NOTHING));
            }
            for (Kind kind : RELATIONS) {
                graph.relations(kind, runs, (relation, source, target) -> {
                    heard.accept(relation);
                    String run = relation.runId() == null ? "" : relation.runId();
                    keep(lines, place(places, run), relation, source, target);
                });
            }
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static int place(Map<String, Integer> places, String run) {
        return Objects.requireNonNull(places.get(run), run);
    }

    private void keep(Lines lines, int place, Statement relation, End source, End target) {
        name(lines, place, source);
        name(lines, place, target);
        relation.formals().forEach((formal, id) -> {
            switch (formal.meaning()) {
                case ENTITY -> lines.add(place, Kind.ENTITY, id, NOTHING);
                case ACTIVITY -> lines.add(place, Kind.ACTIVITY, id, NOTHING);
                case AGENT -> lines.add(place, Kind.AGENT, id, NOTHING);
                case ELEMENT, RELATION, TIME -> {}
            }
        });
        add(lines, place, relation);
    }

    /** A relation alone, without what it names. */
    void add(Lines lines, int place, Statement relation) {
        lines.add(
                place,
                relation.kind(),
                bodies.key(relation),
                bodies.body(relation).bytes());
    }

    private static void name(Lines lines, int place, End end) {
        for (Kind kind : ELEMENTS) {
            if (End.labelOf(kind).equals(end.label())) {
                lines.add(place, kind, end.id(), NOTHING);
            }
        }
    }
}
