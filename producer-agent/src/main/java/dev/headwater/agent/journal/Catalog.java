package dev.headwater.agent.journal;

import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose journal it is, its series (what points refer to by index), and the events that wait for a digest. Kept until the
 * journal is deleted.
 */
final class Catalog {

    private final Chain chain;
    private volatile Series[] series = new Series[0];
    private @Nullable Identity identity;
    /** What a dead process left unfinished. */
    private final TreeMap<Integer, Pending> pending = new TreeMap<>();

    private final Set<Integer> damageSaid = new HashSet<>();
    private final Losses losses = new Losses();
    private int pendingIds;

    private Catalog(Chain chain) {
        this.chain = chain;
    }

    static Catalog begin(Chain chain, Identity identity) {
        Catalog catalog = new Catalog(chain);
        catalog.identity = identity;
        chain.appendBytes(
                RecordKind.IDENTITY.tag(0),
                Texts.of(identity.runId(), Integer.toString(identity.rank()), identity.bootId()));
        return catalog;
    }

    /** @param otherwise whose journal it is if the chain does not say */
    static Catalog ofDead(Chain chain, Optional<Identity> otherwise) {
        Catalog catalog = new Catalog(chain);
        Cursor cursor = new Cursor(chain.first(), Segment.HEADER, catalog.losses);
        while (cursor.read(Long.MAX_VALUE, catalog::load) == Cursor.Stop.DAMAGE) {
            Segment next = cursor.segment().next();
            Cursor place =
                    next == null ? new Cursor(chain.last(), chain.last().capacity()) : new Cursor(next, Segment.HEADER);
            catalog.losses.add(cursor.position(), Math.max(Segment.RECORD_HEADER, Chain.distance(cursor, place)));
            cursor.enter(place.segment(), place.offset());
        }
        if (catalog.identity == null) {
            catalog.identity = otherwise.orElse(null);
        }
        return catalog;
    }

    private boolean load(Segment segment, int at, int length, int tag) {
        int index = RecordKind.index(tag);
        try {
            byte[] content = segment.contentAt(at, length);
            if (RecordKind.IDENTITY.of(tag)) {
                String[] texts = Texts.read(content, 3);
                identity = new Identity(texts[0], Integer.parseInt(texts[1]), texts[2]);
            } else if (RecordKind.METRIC_SERIES.of(tag)) {
                String[] texts = Texts.read(content, 2);
                put(Series.metric(index, texts[0], texts[1]));
            } else if (RecordKind.HARDWARE_SERIES.of(tag)) {
                String[] texts = Texts.read(content, 4);
                put(Series.hardware(index, texts[0], texts[1], texts[2], texts[3]));
            } else if (RecordKind.PENDING.of(tag)) {
                pendingIds = Math.max(pendingIds, index);
                pending.put(index, Pending.of(index, content));
            } else if (RecordKind.DONE.of(tag)) {
                pending.remove(index);
            } else if (RecordKind.DAMAGE_SAID.of(tag)) {
                damageSaid.add(index);
            }
        } catch (BufferUnderflowException | NumberFormatException e) {
            losses.add(Cursor.position(segment.number(), at), length);
        }
        return true;
    }

    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /** @return null when there is no room for one more series */
    synchronized @Nullable Series metric(String name, String context) {
        int index = series.length;
        return define(
                Series.metric(index, name, context), RecordKind.METRIC_SERIES.tag(index), Texts.of(name, context));
    }

    /** @return null when there is no room for one more series */
    synchronized @Nullable Series hardware(String host, String device, String quantity, String unit) {
        int index = series.length;
        return define(
                Series.hardware(index, host, device, quantity, unit),
                RecordKind.HARDWARE_SERIES.tag(index),
                Texts.of(host, device, quantity, unit));
    }

    /** All is allocated before it is written: an index that is written and not known would be given twice. */
    private @Nullable Series define(Series added, int tag, byte[] content) {
        Series[] grown = with(added);
        if (added.index() > RecordKind.LARGEST_INDEX || !chain.appendBytes(tag, content)) {
            return null;
        }
        series = grown;
        return added;
    }

    private void put(Series added) {
        series = with(added);
    }

    private Series[] with(Series added) {
        Series[] grown = Arrays.copyOf(series, Math.max(series.length, added.index() + 1));
        grown[added.index()] = added;
        return grown;
    }

    /** The series of an index; null when the index was never given. */
    @Nullable
    Series series(int index) {
        Series[] known = series;
        return index < known.length ? known[index] : null;
    }

    Series[] all() {
        return series.clone();
    }

    /** @return number of the pending event; 0 when there is no room for one more */
    synchronized int pend(byte[] framed, String path, long size, long modified) {
        int id = pendingIds + 1;
        byte[] content = new Pending(id, path, size, modified, framed).content();
        boolean written = id <= RecordKind.LARGEST_INDEX && chain.appendBytes(RecordKind.PENDING.tag(id), content);
        pendingIds += written ? 1 : 0;
        return written ? id : 0;
    }

    /** The event is in its chain. */
    void done(int id) {
        pending.remove(id);
        chain.appendBytes(RecordKind.DONE.tag(id), new byte[0]);
    }

    /** What a dead process left pending. */
    List<Pending> pending() {
        return new ArrayList<>(pending.values());
    }

    boolean damageSaid(int chainIndex) {
        return damageSaid.contains(chainIndex);
    }

    void sayDamage(int chainIndex) {
        damageSaid.add(chainIndex);
        chain.appendBytes(RecordKind.DAMAGE_SAID.tag(chainIndex), new byte[0]);
    }

    long lostBytes() {
        return chain.lostAtOpening() + losses.bytes();
    }

    void prepare() {
        chain.prepare();
    }

    void seal() {
        chain.seal();
    }

    void delete() {
        chain.delete();
    }
}
