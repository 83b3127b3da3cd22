package dev.headwater.sink.export;

import dev.headwater.prov.Kind;
import dev.headwater.sink.graph.ChunkOf;
import dev.headwater.sink.graph.GraphReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands lines on in their order, and asks the graph for the elements among them many at a time. */
final class Window {

    private static final int MOST_ELEMENTS = 1_000;
    private static final long MOST_BYTES = 4L << 20;

    /** A statement; an element that is only named yet has no bytes. */
    private record Line(int place, Kind kind, String key, byte[] bytes) {}

    private final GraphReader graph;
    private final Elements elements;
    private final boolean points;
    private final List<String> runs;
    private final Receiver receiver;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Kind, Set<String>> named = new EnumMap<>(Kind.class);
    private int count;
    private long bytes;
    private int open = -1;

    Window(GraphReader graph, Elements elements, boolean points, List<String> runs, Receiver receiver) {
        this.graph = graph;
        this.elements = elements;
        this.points = points;
        this.runs = runs;
        this.receiver = receiver;
    }

    /** @param all the places are those of the runs */
    void writeAll(Lines all) throws IOException {
        all.read((place, kind, key, value) -> {
            lines.add(new Line(place, kind, key, value));
            bytes += value.length + 2L * key.length();
            if (kind.isElement() && value.length == 0) {
                named.computeIfAbsent(kind, any -> new LinkedHashSet<>()).add(key);
            }
            // The chunks of all of them are sorted together by the database.
            if (kind.isElement() && (value.length == 0 || points)) {
                count++;
            }
            if (count >= MOST_ELEMENTS || bytes >= MOST_BYTES) {
                write();
            }
        });
        write();
        openUntil(runs.size());
    }

    private void write() throws IOException {
        Map<Kind, Map<String, Body>> bodies = new EnumMap<>(Kind.class);
        named.forEach((kind, ids) -> bodies.put(kind, elements.bodies(kind, ids)));
        Series series = points ? new Series(graph.chunks(entities())) : null;
        int entity = 0;
        for (Line line : lines) {
            if (line.place() != open) {
                openUntil(line.place());
                receiver.begin(runs.get(open));
            }
            Body body = line.bytes().length == 0
                    ? Objects.requireNonNull(
                            Objects.requireNonNull(bodies.get(line.kind())).get(line.key()))
                    : Body.of(line.bytes());
            Iterator<String> values =
                    series != null && line.kind() == Kind.ENTITY ? series.of(entity++) : Collections.emptyIterator();
            receiver.statement(line.kind(), line.key(), body, values);
        }
        lines.clear();
        named.clear();
        count = 0;
        bytes = 0;
    }

    /** Ends the run that is open; those between it and that one say nothing at all. */
    private void openUntil(int place) throws IOException {
        if (open >= 0) {
            receiver.end(runs.get(open));
        }
        for (int empty = open + 1; empty < place; empty++) {
            receiver.begin(runs.get(empty));
            receiver.end(runs.get(empty));
        }
        open = place;
    }

    private List<String> entities() {
        return lines.stream()
                .filter(line -> line.kind() == Kind.ENTITY)
                .map(Line::key)
                .toList();
    }

    /** The points of one series after the other, as they come from the graph. */
    private static final class Series {
        private final Iterator<ChunkOf> chunks;
        private @Nullable ChunkOf next;

        Series(Iterator<ChunkOf> chunks) {
            this.chunks = chunks;
            advance();
        }

        private void advance() {
            next = chunks.hasNext() ? chunks.next() : null;
        }

        Iterator<String> of(int entity) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return next != null && next.entity() == entity;
                }

                @Override
                public String next() {
                    ChunkOf chunk = next;
                    if (chunk == null || chunk.entity() != entity) {
                        throw new NoSuchElementException();
                    }
                    advance();
                    return PointsText.of(chunk);
                }
            };
        }
    }
}
