package dev.headwater.sink.export;

import dev.headwater.prov.Kind;
import dev.headwater.prov.Namespaces;
import dev.headwater.sink.document.Compression;
import dev.headwater.sink.prov.ProvJsonWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A document that is being written to a file. It begins with its prefixes, and which schemes of foreign names occur shows
 * only when all is written: then the beginning, a part of the file that can be read by itself, is written again.
 */
final class DocumentFile implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final Compression compression;
    private final OutputStream file;
    private final Head stream = new Head();
    private final ProvJsonWriter writer;
    private final long headLength;
    private final Set<String> schemes = new TreeSet<>();

    DocumentFile(Path path, Compression compression) throws IOException {
        this.path = path;
        this.compression = compression;
        this.file = Files.newOutputStream(path);
        try {
            writer = new ProvJsonWriter(stream, Namespaces.byPrefix());
            writer.flush();
            byte[] head = compressed(stream.head.toByteArray());
            headLength = head.length;
            file.write(head);
            stream.body = new BufferedOutputStream(compression.part(file), BUFFER);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    void beginBundle(String id) throws IOException {
        writer.beginBundle(id, Map.of());
    }

    void endBundle() throws IOException {
        writer.endBundle();
    }

    /** @param points values of {@value RunReader#POINTS} */
    void write(Kind kind, String key, Body body, Iterator<String> points) throws IOException {
        schemes.addAll(body.schemes());
        writer.write(kind, key, body.json(), RunReader.POINTS, points);
    }

    /** Statements so far. */
    long written() {
        return writer.written();
    }

    /** Completes the file. */
    void finish() throws IOException {
        writer.close();
        file.close();
        if (!schemes.isEmpty()) {
            replaceHead();
        }
    }

    /** Leaves an unfinished file behind. */
    @Override
    public void close() throws IOException {
        file.close();
    }

    private void replaceHead() throws IOException {
        Map<String, String> prefixes = new TreeMap<>(Namespaces.byPrefix());
        schemes.forEach(scheme -> prefixes.put(scheme, scheme + ":"));
        Head again = new Head();
        new ProvJsonWriter(again, prefixes).flush();
        Path whole = path.resolveSibling(path.getFileName() + "-whole");
        try (OutputStream out = Files.newOutputStream(whole)) {
            out.write(compressed(again.head.toByteArray()));
        }
        try (FileChannel from = FileChannel.open(path);
                FileChannel to = FileChannel.open(whole, StandardOpenOption.APPEND)) {
            for (long at = headLength; at < from.size(); ) {
                at += from.transferTo(at, from.size() - at, to);
            }
        }
        Files.move(whole, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] compressed(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream part = compression.part(bytes)) {
            part.write(text);
        }
        return bytes.toByteArray();
    }

    /** Keeps what is written until there is a body to write to. */
    private static final class Head extends OutputStream {
        private final ByteArrayOutputStream head = new ByteArrayOutputStream();
        private OutputStream body = head;

        @Override
        public void write(int b) throws IOException {
            body.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            body.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            body.flush();
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
