package dev.headwater.agent.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose journal it is, and its series: what points refer to by index. Kept until the journal is deleted. */
final class Catalog {

    private final Chain chain;
    private volatile Series[] series = new Series[0];
    private @Nullable Identity identity;

    private Catalog(Chain chain) {
        this.chain = chain;
    }

    static Catalog begin(Chain chain, Identity identity) {
        Catalog catalog = new Catalog(chain);
        catalog.identity = identity;
        chain.appendBytes(
                RecordKind.IDENTITY.tag(0),
                texts(identity.runId(), Integer.toString(identity.rank()), identity.bootId()));
        return catalog;
    }

    static Catalog ofDead(Chain chain) {
        Catalog catalog = new Catalog(chain);
        chain.read(chain.start(), catalog::load);
        return catalog;
    }

    private boolean load(Segment segment, int at, int length, int tag) {
        byte[] content = segment.contentAt(at, length);
        if (RecordKind.IDENTITY.of(tag)) {
            String[] texts = texts(content, 3);
            identity = new Identity(texts[0], Integer.parseInt(texts[1]), texts[2]);
        } else if (RecordKind.METRIC_SERIES.of(tag)) {
            String[] texts = texts(content, 2);
            put(Series.metric(RecordKind.index(tag), texts[0], texts[1]));
        } else if (RecordKind.HARDWARE_SERIES.of(tag)) {
            String[] texts = texts(content, 4);
            put(Series.hardware(RecordKind.index(tag), texts[0], texts[1], texts[2], texts[3]));
        }
        return true;
    }

    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /** @return null when there is no room for one more series */
    synchronized @Nullable Series metric(String name, String context) {
        int index = series.length;
        boolean written = index <= RecordKind.LARGEST_INDEX
                && chain.appendBytes(RecordKind.METRIC_SERIES.tag(index), texts(name, context));
        return written ? put(Series.metric(index, name, context)) : null;
    }

    /** @return null when there is no room for one more series */
    synchronized @Nullable Series hardware(String host, String device, String quantity, String unit) {
        int index = series.length;
        boolean written = index <= RecordKind.LARGEST_INDEX
                && chain.appendBytes(RecordKind.HARDWARE_SERIES.tag(index), texts(host, device, quantity, unit));
        return written ? put(Series.hardware(index, host, device, quantity, unit)) : null;
    }

    private Series put(Series added) {
        Series[] grown = Arrays.copyOf(series, Math.max(series.length, added.index() + 1));
        grown[added.index()] = added;
        series = grown;
        return added;
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

    void delete() {
        chain.delete();
    }

    private static byte[] texts(String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : texts) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String[] texts(byte[] content, int count) {
        String[] texts = new String[count];
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            for (int i = 0; i < count; i++) {
                texts[i] = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
