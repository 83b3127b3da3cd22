package dev.headwater.sink.intent;

import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a batch does to the graph: nodes by label, relationships by kind, chunks, all sorted by key, so that writers of
 * several batches meet locks in the same order. What is said more than once is folded to one row, with the same result
 * as one after the other: types add up, the last value of an attribute holds.
 */
public final class WriteSet {

    private record RelationKey(String id, String run) implements Comparable<RelationKey> {
        @Override
        public int compareTo(RelationKey other) {
            int byId = id.compareTo(other.id);
            return byId != 0 ? byId : run.compareTo(other.run);
        }
    }

    private final Map<End, NodeRow> nodes = new HashMap<>();
    private final Map<Kind, SortedMap<RelationKey, RelationRow>> relations = new EnumMap<>(Kind.class);
    private final SortedMap<String, SeriesChunk> chunks = new TreeMap<>();

    private WriteSet() {}

    /** @param said in the order of the topic */
    public static WriteSet of(Collection<? extends Said> said) {
        WriteSet set = new WriteSet();
        for (Said one : said) {
            if (one instanceof Said.Fact fact) {
                set.add(fact.statement());
            } else if (one instanceof Said.Points points) {
                set.chunks.put(ChunkRow.id(points.chunk()), points.chunk());
                set.mention(new End("Entity", points.chunk().getSeriesId()));
            }
        }
        return set;
    }

    /** Nodes by their kind label, each group sorted by id. Every end of a relationship is among them. */
    public SortedMap<String, List<NodeRow>> nodes() {
        SortedMap<String, List<NodeRow>> byLabel = new TreeMap<>();
        nodes.values().stream()
                .sorted((a, b) -> a.node().compareTo(b.node()))
                .forEach(row -> byLabel.computeIfAbsent(row.node().label(), label -> new ArrayList<>())
                        .add(row));
        return byLabel;
    }

    /** Relationships by kind, each group sorted by id and run. */
    public Map<Kind, List<RelationRow>> relations() {
        Map<Kind, List<RelationRow>> byKind = new EnumMap<>(Kind.class);
        relations.forEach((kind, rows) -> byKind.put(kind, List.copyOf(rows.values())));
        return byKind;
    }

    /** Chunks sorted by id. */
    public List<ChunkRow> chunks() {
        return chunks.values().stream().map(ChunkRow::of).toList();
    }

    public boolean isEmpty() {
        return nodes.isEmpty() && relations.isEmpty() && chunks.isEmpty();
    }

    private void add(Statement statement) {
        SortedMap<String, @Nullable Object> properties = new TreeMap<>(GraphValues.properties(statement.attributes()));
        // Datatypes of an earlier form must not outlive it.
        properties.putIfAbsent(GraphNames.DATATYPES, null);
        if (statement.kind().isElement()) {
            times(statement, properties);
            fold(new NodeRow(
                    new End(End.labelOf(statement.kind()), statement.id()),
                    List.copyOf(new TreeSet<>(statement.types())),
                    properties));
        } else {
            relate(statement, properties);
        }
    }

    private void relate(Statement statement, SortedMap<String, @Nullable Object> properties) {
        Kind kind = statement.kind();
        if (!statement.types().isEmpty()) {
            properties.put(GraphNames.TYPES, List.copyOf(new TreeSet<>(statement.types())));
        }
        Optional<Formal> targetFormal = kind.target(statement.formals());
        End source = End.of(kind.source().meaning(), value(statement, kind.source()));
        End target = targetFormal
                .map(formal -> End.of(formal.meaning(), value(statement, formal)))
                .orElseGet(() -> new End(End.OPEN, statement.id()));
        times(statement, properties);
        statement.formals().forEach((formal, value) -> {
            boolean isEnd = formal == kind.source()
                    || targetFormal.filter(formal::equals).isPresent();
            if (!isEnd && formal.meaning() != Formal.Meaning.TIME) {
                properties.put(formal.localName(), value);
            }
        });
        String run = statement.runId() == null ? "" : statement.runId();
        mention(source);
        mention(target);
        relations
                .computeIfAbsent(kind, any -> new TreeMap<>())
                .merge(
                        new RelationKey(statement.id(), run),
                        new RelationRow(kind, statement.id(), run, source, target, properties),
                        (before, now) -> new RelationRow(
                                kind,
                                now.id(),
                                run,
                                now.source(),
                                now.target(),
                                over(before.properties(), now.properties())));
    }

    private static void times(Statement statement, SortedMap<String, @Nullable Object> properties) {
        statement.formals().forEach((formal, value) -> {
            if (formal.meaning() == Formal.Meaning.TIME) {
                properties.put(formal.localName(), GraphValues.time(value));
            }
        });
    }

    private void fold(NodeRow row) {
        nodes.merge(row.node(), row, (before, now) -> {
            SortedSet<String> types = new TreeSet<>(before.types());
            types.addAll(now.types());
            return new NodeRow(now.node(), List.copyOf(types), over(before.properties(), now.properties()));
        });
    }

    private void mention(End end) {
        nodes.putIfAbsent(end, new NodeRow(end, List.of(), Collections.emptySortedMap()));
    }

    private static SortedMap<String, @Nullable Object> over(
            SortedMap<String, @Nullable Object> before, SortedMap<String, @Nullable Object> now) {
        SortedMap<String, @Nullable Object> both = new TreeMap<>(before);
        both.putAll(now);
        return both;
    }

    private static String value(Statement statement, Formal formal) {
        String value = statement.formal(formal);
        if (value == null) {
            throw new IllegalArgumentException(statement.key() + " lacks prov:" + formal.localName());
        }
        return value;
    }
}
