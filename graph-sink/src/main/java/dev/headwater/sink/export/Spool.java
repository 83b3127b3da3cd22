package dev.headwater.sink.export;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts more entries by their keys than fit into memory. Full buffers go to files in key order, and are merged when
 * read. Of entries with the same key the first one added stays that has a value, or an empty one if none has.
 */
final class Spool implements Closeable {

    /** What receives the entries in their order. */
    interface Reader {
        void entry(String key, byte[] value) throws IOException;
    }

    /** Bytes that a key costs beside its characters: node of the table, strings, array headers. */
    private static final int OVERHEAD = 120;

    private final Path folder;
    private final String name;
    private final long limit;
    private final Map<String, byte[]> buffer = new HashMap<>();
    private final List<Path> files = new ArrayList<>();
    private long buffered;

    /**
     * @param folder where files go
     * @param limit bytes of memory to use before that
     */
    Spool(Path folder, String name, long limit) {
        this.folder = folder;
        this.name = name;
        this.limit = limit;
    }

    void add(String key, byte[] value) throws IOException {
        byte[] known = buffer.putIfAbsent(key, value);
        if (known == null) {
            buffered += OVERHEAD + key.length() * 2L + value.length;
        } else if (known.length == 0 && value.length > 0) {
            buffer.put(key, value);
            buffered += value.length;
        }
        if (buffered > limit) {
            spill();
        }
    }

    /** Gives all entries in the order of their keys, each key once. May be called again. */
    void read(Reader reader) throws IOException {
        try (Cursor cursor = open()) {
            while (cursor.next()) {
                reader.entry(cursor.key(), cursor.value());
            }
        }
    }

    /** The same to be taken one by one. Nothing may be added meanwhile. */
    Cursor open() throws IOException {
        List<Source> sources = new ArrayList<>();
        try {
            for (Path file : files) {
                sources.add(new FileSource(sources.size(), file));
            }
            sources.add(new BufferSource(sources.size(), sorted()));
            return new Cursor(sources);
        } catch (IOException e) {
            for (Source source : sources) {
                source.close();
            }
            throw e;
        }
    }

    /** Removes its files. */
    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        files.clear();
        buffer.clear();
    }

    /** Stands on an entry once {@link #next} has said that there is one. */
    static final class Cursor implements Closeable {
        private final List<Source> sources;
        private final PriorityQueue<Source> heads = new PriorityQueue<>();
        private @Nullable Source current;
        private String key = "";
        private byte[] value = {};

        private Cursor(List<Source> sources) throws IOException {
            this.sources = sources;
            for (Source source : sources) {
                if (source.next()) {
                    heads.add(source);
                }
            }
        }

        boolean next() throws IOException {
            String last = current == null ? null : key;
            Source entry = advance();
            while (entry != null && entry.key.equals(last)) {
                entry = advance();
            }
            if (entry == null) {
                return false;
            }
            key = entry.key;
            value = entry.value;
            while (value.length == 0 && !heads.isEmpty() && heads.peek().key.equals(key)) {
                value = Objects.requireNonNull(advance()).value;
            }
            return true;
        }

        private @Nullable Source advance() throws IOException {
            if (current != null && current.next()) {
                heads.add(current);
            }
            current = heads.poll();
            return current;
        }

        String key() {
            return key;
        }

        byte[] value() {
            return value;
        }

        @Override
        public void close() throws IOException {
            for (Source source : sources) {
                source.close();
            }
        }
    }

    /** Sorting once takes fewer comparisons than keeping them sorted, as most of what is added is there already. */
    private List<Map.Entry<String, byte[]>> sorted() {
        List<Map.Entry<String, byte[]>> entries = new ArrayList<>(buffer.entrySet());
        entries.sort(Map.Entry.comparingByKey());
        return entries;
    }

    private void spill() throws IOException {
        Path file = folder.resolve(name + "-" + files.size());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (Map.Entry<String, byte[]> entry : sorted()) {
                write(out, entry.getKey().getBytes(StandardCharsets.UTF_8));
                write(out, entry.getValue());
            }
        }
        files.add(file);
        buffer.clear();
        buffered = 0;
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Entries in key order. The earlier source goes first with the same key. */
    private abstract static class Source implements Comparable<Source> {
        private final int rank;
        String key = "";
        byte[] value = {};

        Source(int rank) {
            this.rank = rank;
        }

        abstract boolean next() throws IOException;

        void close() throws IOException {}

        @Override
        public int compareTo(Source other) {
            int byKey = key.compareTo(other.key);
            return byKey != 0 ? byKey : Integer.compare(rank, other.rank);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return rank;
        }
    }

    private static final class BufferSource extends Source {
        private final Iterator<Map.Entry<String, byte[]>> entries;

        BufferSource(int rank, List<Map.Entry<String, byte[]>> sorted) {
            super(rank);
            entries = sorted.iterator();
        }

        @Override
        boolean next() {
            if (!entries.hasNext()) {
                return false;
            }
            Map.Entry<String, byte[]> entry = entries.next();
            key = entry.getKey();
            value = entry.getValue();
            return true;
        }
    }

    private static final class FileSource extends Source {
        private final DataInputStream in;

        FileSource(int rank, Path file) throws IOException {
            super(rank);
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        }

        @Override
        boolean next() throws IOException {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException end) {
                return false;
            }
            key = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            value = in.readNBytes(in.readInt());
            return true;
        }

        @Override
        void close() throws IOException {
            in.close();
        }
    }
}
