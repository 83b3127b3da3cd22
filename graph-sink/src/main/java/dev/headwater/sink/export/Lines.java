package dev.headwater.sink.export;

import dev.headwater.prov.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Statements of several runs, sorted by run, kind and key. One that is there already stays as it is, but for an element that
 * was only named.
 */
final class Lines implements Closeable {

    /** What receives them in order. */
    interface Reader {
        void line(int place, Kind kind, String key, byte[] value) throws IOException;
    }

    /** Keeps the characters of places and kinds clear of those that mean something. */
    private static final int FIRST = 0x20;

    /** So many places there are: a character each, below the surrogates. */
    static final int PLACES = 50_000;

    /** What a group of runs may take of memory. */
    static final long BYTES_OF_GROUP = 16L << 20;

    private static final Kind[] KINDS = Kind.values();

    private final Spool spool;
    private final @Nullable String[] lastNamed = new @Nullable String[KINDS.length];
    private int lastPlace = -1;

    Lines(Path folder, String name, long limit) {
        spool = new Spool(folder, name, limit);
    }

    /**
     * @param place of the run, from 0 to less than {@value #PLACES}
     * @throws UncheckedIOException when it does not fit into memory and cannot be written
     */
    void add(int place, Kind kind, String key, byte[] value) {
        if (value.length == 0 && isNamedAgain(place, kind, key)) {
            return;
        }
        try {
            spool.add(
                    new StringBuilder(key.length() + 2)
                            .append((char) (FIRST + place))
                            .append((char) (FIRST + kind.ordinal()))
                            .append(key)
                            .toString(),
                    value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Relations come run by run and kind by kind, and each mostly names what the one before it did. */
    private boolean isNamedAgain(int place, Kind kind, String key) {
        if (place != lastPlace) {
            Arrays.fill(lastNamed, null);
            lastPlace = place;
        }
        boolean again = key.equals(lastNamed[kind.ordinal()]);
        lastNamed[kind.ordinal()] = key;
        return again;
    }

    void read(Reader reader) throws IOException {
        spool.read((key, value) ->
                reader.line(key.charAt(0) - FIRST, KINDS[key.charAt(1) - FIRST], key.substring(2), value));
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
