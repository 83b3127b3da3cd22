package dev.headwater.sink.export;

import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.graph.GraphReader;
import dev.headwater.sink.intent.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Collects every relation that runs say, and which elements those name, some runs at a time. */
final class RunCollector {

    static final byte[] NOTHING = {};

    static final List<Kind> ELEMENTS =
            Arrays.stream(Kind.values()).filter(Kind::isElement).toList();

    private static final List<Kind> RELATIONS =
            Arrays.stream(Kind.values()).filter(Kind::isRelation).toList();

    private final GraphReader graph;
    private final StatementBodies bodies = new StatementBodies();

    RunCollector(GraphReader graph) {
        this.graph = graph;
    }

    /**
     * Names what a document of these runs has whatever they say: each of them, and what nobody relates to anything.
     *
     * @param runs at most {@value Lines#PLACES}, each in the place that it has in the list; empty text stands for no run
     * @param alone elements that belong to these runs although none of their relations names them
     */
    static void name(List<String> runs, Alone alone, Lines lines) throws IOException {
        for (int i = 0; i < runs.size(); i++) {
            int place = i;
            String run = runs.get(i);
            if (!run.isEmpty()) {
                lines.add(place, Kind.ACTIVITY, Identifiers.run(run), NOTHING);
            }
            alone.of(run, (kind, id) -> lines.add(place, kind, id, NOTHING));
        }
    }

    /**
     * Collects what these runs say.
     *
     * @param runs as they were named
     * @param heard told every relation, in no order
     */
    void collect(List<String> runs, Lines lines, Consumer<Statement> heard) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        runs.forEach(run -> places.put(run, places.size()));
        try {
            for (Kind kind : RELATIONS) {
                graph.relations(kind, runs, (relation, source, target, begun) -> {
                    heard.accept(relation);
                    int place = place(places, relation.runId() == null ? "" : relation.runId());
                    keep(lines, place, relation, source, target);
                    begun.ifPresent(element -> add(lines, place, element));
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
        if (relation.kind() == Kind.WAS_INFLUENCED_BY) {
            // Its ends may be of any kind, which only the graph knows.
            name(lines, place, source);
            name(lines, place, target);
        }
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

    private void add(Lines lines, int place, Statement statement) {
        lines.add(
                place,
                statement.kind(),
                bodies.key(statement),
                bodies.body(statement).bytes());
    }

    private static void name(Lines lines, int place, End end) {
        end.kind().ifPresent(kind -> lines.add(place, kind, end.id(), NOTHING));
    }
}
