package dev.headwater.sink.intent;

import dev.headwater.prov.Kind;
import dev.headwater.prov.StatementKey;
import dev.headwater.series.SeriesChunk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a batch does to the graph: statements taken back, nodes by label, relationships by kind, chunks, all sorted by
 * key, so that writers of several batches meet locks in the same order. Of what one run says or takes back more than
 * once, the last holds; what several runs say of one element is folded to one row.
 */
public final class WriteSet {

    private static final Comparator<StatementKey> BY_ID =
            Comparator.comparing(StatementKey::id).thenComparing(StatementKey::run);

    private final Map<End, Map<String, NodeRow>> elements = new HashMap<>();
    private final Map<Kind, SortedMap<StatementKey, RelationRow>> relations = new EnumMap<>(Kind.class);
    private final SortedMap<String, SeriesChunk> chunks = new TreeMap<>();
    private final Map<Kind, SortedSet<StatementKey>> takenBack = new EnumMap<>(Kind.class);
    private final SortedSet<String> chunksTakenBack = new TreeSet<>();

    private WriteSet() {}

    /** @param said in the order of the topic */
    public static WriteSet of(Collection<? extends Said> said) {
        WriteSet set = new WriteSet();
        for (Said one : said) {
            if (one instanceof Said.Fact fact) {
                set.add(fact);
            } else if (one instanceof Said.Points points) {
                String id = ChunkRow.id(points.chunk());
                set.chunksTakenBack.remove(id);
                set.chunks.put(id, points.chunk());
            } else if (one instanceof Said.TakenBack unsaid) {
                set.takeBack(unsaid.key());
            } else if (one instanceof Said.PointsTakenBack unsaid) {
                set.chunks.remove(unsaid.chunkId());
                set.chunksTakenBack.add(unsaid.chunkId());
            }
        }
        return set;
    }

    /** Nodes by their kind label, each group sorted by id. Every end of a relationship is among them. */
    public SortedMap<String, List<NodeRow>> nodes() {
        Set<End> ends = new HashSet<>(elements.keySet());
        relations
                .values()
                .forEach(rows -> rows.values().forEach(row -> {
                    ends.add(row.source());
                    ends.add(row.target());
                }));
        chunks.values().forEach(chunk -> ends.add(ChunkRow.series(chunk)));
        SortedMap<String, List<NodeRow>> byLabel = new TreeMap<>();
        ends.stream().sorted().forEach(end -> {
            Map<String, NodeRow> said = elements.getOrDefault(end, Map.of());
            byLabel.computeIfAbsent(end.label(), label -> new ArrayList<>())
                    .add(said.isEmpty() ? NodeRow.bare(end) : NodeRow.together(said.values()));
        });
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

    /** What is no longer said, by kind, each group sorted by id and run. None of it is said in this batch. */
    public Map<Kind, List<StatementKey>> takenBack() {
        Map<Kind, List<StatementKey>> byKind = new EnumMap<>(Kind.class);
        takenBack.forEach((kind, keys) -> byKind.put(kind, List.copyOf(keys)));
        return byKind;
    }

    /** Ids of chunks that are no longer said, sorted. */
    public List<String> chunksTakenBack() {
        return List.copyOf(chunksTakenBack);
    }

    private void add(Said.Fact fact) {
        Kind kind = fact.statement().kind();
        StatementKey key = fact.statement().statementKey();
        SortedSet<StatementKey> gone = takenBack.get(kind);
        if (gone != null) {
            gone.remove(key);
        }
        if (kind.isElement()) {
            NodeRow row = NodeRow.of(fact.statement());
            elements.computeIfAbsent(row.node(), node -> new HashMap<>(2)).put(key.run(), row);
        } else {
            relations.computeIfAbsent(kind, any -> new TreeMap<>(BY_ID)).put(key, RelationRow.of(fact.statement()));
        }
    }

    private void takeBack(StatementKey key) {
        if (key.kind().isElement()) {
            elements.computeIfPresent(new End(End.labelOf(key.kind()), key.id()), (node, said) -> {
                said.remove(key.run());
                return said.isEmpty() ? null : said;
            });
        } else if (relations.containsKey(key.kind())) {
            relations.get(key.kind()).remove(key);
        }
        takenBack.computeIfAbsent(key.kind(), any -> new TreeSet<>(BY_ID)).add(key);
    }
}
