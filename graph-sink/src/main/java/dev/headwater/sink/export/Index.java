package dev.headwater.sink.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The list of the documents in a folder, sorted by run. Documents of earlier exports stay in it as long as they are there. */
final class Index implements Closeable {

    static final String NAME = "index.json";

    private static final int FORMAT = 1;
    private static final long BYTES = 4L << 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path folder;
    private final Spool entries;

    Index(Path folder, Path work) {
        this.folder = folder;
        this.entries = new Spool(work, "index", BYTES);
    }

    void add(Entry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            entry.write(json);
        }
        entries.add(entry.run(), bytes.toByteArray());
    }

    /**
     * Writes it. It appears, or is replaced, when it is complete.
     *
     * @param part file to write it to first
     */
    void write(Path part) throws IOException {
        Path file = folder.resolve(NAME);
        if (Files.exists(file)) {
            addEarlier(file);
        }
        try (JsonGenerator out =
                JSON.createGenerator(new BufferedOutputStream(Files.newOutputStream(part)), JsonEncoding.UTF8)) {
            out.writeStartObject();
            out.writeNumberField("format", FORMAT);
            out.writeArrayFieldStart("documents");
            entries.read((run, entry) -> {
                out.writeRaw('\n');
                out.writeRawValue(new String(entry, StandardCharsets.UTF_8));
            });
            out.writeEndArray();
            out.writeEndObject();
            out.writeRaw('\n');
        }
        WholeFile.place(part, file);
    }

    private void addEarlier(Path file) throws IOException {
        try (JsonParser in = JSON.createParser(file.toFile())) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.START_ARRAY && "documents".equals(in.currentName())) {
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        Entry entry = Entry.read(in);
                        if (Files.isRegularFile(folder.resolve(entry.file()))) {
                            add(entry);
                        }
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is no index of an export: " + e.getOriginalMessage()
                            + "; remove it or take another folder",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
