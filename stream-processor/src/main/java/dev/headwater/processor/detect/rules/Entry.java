package dev.headwater.processor.detect.rules;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A part of a YAML document that knows where it stands, so that a mistake in it can be pointed at. */
sealed interface Entry {

    /** Line in the document, from 1. */
    int line();

    /** A word, number or truth value; null and nothing at all are an empty word. */
    record Word(int line, String text, boolean quoted) implements Entry {}

    record Sequence(int line, List<Entry> items) implements Entry {}

    /** @param entries by key, in the order of the document */
    record Mapping(int line, Map<String, Keyed> entries) implements Entry {}

    /** @param keyLine line of the key; its value may begin further down */
    record Keyed(int keyLine, Entry value) {}

    /** What it is called in a complaint. */
    default String described() {
        if (this instanceof Word word) {
            return word.text().isEmpty() ? "nothing" : word.text();
        }
        return this instanceof Sequence ? "a list" : "a mapping";
    }

    /**
     * Reads one document.
     *
     * @param source what complaints call it
     * @throws RulebookException when it is no YAML, or says a key twice
     */
    static Entry read(String source, String text) {
        // The parser behind Jackson bounds nesting and the size of a document.
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                return new Mapping(1, Map.of());
            }
            return read(source, parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            // Lines that are set in only show the place, which is said already.
            String what = String.valueOf(e.getOriginalMessage())
                    .lines()
                    .filter(line -> !line.startsWith(" "))
                    .collect(Collectors.joining(", "));
            throw new RulebookException(source, at == null ? 1 : at.getLineNr(), "is not YAML: " + what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry read(String source, YAMLParser parser) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.isCurrentAlias()) {
            throw new RulebookException(source, line, "*" + parser.getText() + ": write the value itself");
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Entry> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(source, parser));
            }
            return new Sequence(line, List.copyOf(items));
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            boolean nothing = parser.currentToken() == JsonToken.VALUE_NULL;
            return new Word(line, nothing ? "" : parser.getText(), parser.currentToken() == JsonToken.VALUE_STRING);
        }
        Map<String, Keyed> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyLine = parser.currentTokenLocation().getLineNr();
            String key = parser.currentName();
            parser.nextToken();
            Keyed before = entries.put(key, new Keyed(keyLine, read(source, parser)));
            if (before != null) {
                throw new RulebookException(
                        source, keyLine, key + ": is said before, in line " + before.keyLine() + "; say it once");
            }
        }
        return new Mapping(line, entries);
    }
}
