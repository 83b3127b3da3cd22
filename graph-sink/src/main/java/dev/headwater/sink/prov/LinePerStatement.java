package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/** Breaks lines around statements but not within them: readable, and a difference of documents is one of statements. */
final class LinePerStatement implements PrettyPrinter {

    /** Document, kind: what lies deeper is within a statement. */
    private static final int BROKEN_LEVELS = 2;

    /** Document, bundles, bundle, kind. */
    private static final int BROKEN_LEVELS_IN_BUNDLE = 4;

    private static final SerializedString COLON = new SerializedString(": ");
    private static final SerializedString COMMA = new SerializedString(", ");
    private static final SerializedString COMMA_AND_LINE = new SerializedString(",\n");

    private int depth;
    private int brokenLevels = BROKEN_LEVELS;

    private LinePerStatement(int depth) {
        this.depth = depth;
    }

    /** For a document. */
    static LinePerStatement document() {
        return new LinePerStatement(0);
    }

    /** For the body of a single statement. */
    static LinePerStatement within() {
        return new LinePerStatement(BROKEN_LEVELS);
    }

    /** From here on, whether what comes is in a bundle. */
    void inBundle(boolean begins) {
        brokenLevels = begins ? BROKEN_LEVELS_IN_BUNDLE : BROKEN_LEVELS;
    }

    @Override
    public void writeRootValueSeparator(JsonGenerator out) {}

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
        out.writeRaw('{');
        depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
        breakLine(out);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
        out.writeRaw(depth <= brokenLevels ? COMMA_AND_LINE : COMMA);
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(COLON);
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) throws IOException {
        depth--;
        if (entries > 0 && depth < brokenLevels) {
            out.writeRaw('\n');
        }
        out.writeRaw('}');
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
        out.writeRaw('[');
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) {}

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(COMMA);
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) throws IOException {
        out.writeRaw(']');
    }

    private void breakLine(JsonGenerator out) throws IOException {
        if (depth <= brokenLevels) {
            out.writeRaw('\n');
        }
    }
}
