package dev.headwater.sink.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an export into a folder has done, a line for each document, so that it can go on where it was interrupted. Of a run
 * the line has the fingerprint of what the graph said: one that is not the same any more is exported again.
 */
final class Journal implements Closeable {

    private record Done(String fingerprint, Entry entry) {}

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Done> done = new HashMap<>();
    private final Writer out;

    /**
     * @param settings what decides on the content of documents, in one line: a journal of others is begun anew
     * @throws IOException when it cannot be read or written
     */
    Journal(Path file, String settings) throws IOException {
        boolean goesOn = Files.exists(file) && read(file, settings);
        out = goesOn ? Files.newBufferedWriter(file, StandardOpenOption.APPEND) : Files.newBufferedWriter(file);
        // Ends a line that was torn.
        out.write(goesOn ? "\n" : settings + "\n");
        out.flush();
    }

    private boolean read(Path file, String settings) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            if (!settings.equals(in.readLine())) {
                return false;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int space = line.indexOf(' ');
                Optional<Entry> entry = space > 0 ? entry(line.substring(space + 1)) : Optional.empty();
                if (entry.isPresent()) {
                    done.put(entry.get().run(), new Done(line.substring(0, space), entry.get()));
                }
            }
            return true;
        }
    }

    private static Optional<Entry> entry(String line) throws IOException {
        try (JsonParser in = JSON.createParser(line)) {
            in.nextToken();
            Entry entry = Entry.read(in);
            return entry.sha256().isEmpty() ? Optional.empty() : Optional.of(entry);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What was done of a run, if the graph said the same. */
    Optional<Entry> of(String run, String fingerprint) {
        return Optional.ofNullable(done.get(run))
                .filter(one -> one.fingerprint().equals(fingerprint))
                .map(Done::entry);
    }

    /** A document is in its place. */
    void add(String fingerprint, Entry entry) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            entry.write(json);
        }
        out.write(fingerprint + " " + line + "\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
