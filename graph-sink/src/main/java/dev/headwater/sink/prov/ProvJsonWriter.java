package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one PROV-JSON document, statement by statement, holding none of them. The format groups statements by kind, so
 * they must come kind by kind. One statement is one line, and the same statements give the same bytes.
 *
 * <p>The dialect is the one that all known readers take: prefixes first, qualified names as {@code
 * prov:QUALIFIED_NAME}, attributes as arrays of typed objects, local names of attributes percent-encoded. Where encoding
 * changed a name, the statement also has the name as people wrote it, as a value of {@value StatementJson#RAW_NAME}. All
 * prefixes are declared, used or not, so that a document can be begun before its statements are known.
 */
public final class ProvJsonWriter implements Closeable {

    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream stream;
    private final JsonGenerator out;
    private final LinePerStatement lines = LinePerStatement.document();
    private final Set<String> declared = new HashSet<>();
    private final StatementJson json;
    private final Set<Kind> begunOutside = EnumSet.noneOf(Kind.class);
    private Set<Kind> begun = begunOutside;
    private @Nullable Kind open;
    private boolean amongBundles;
    private boolean bundled;
    private long written;

    /** A document with Headwater's own prefixes. The stream is closed with the writer. */
    public ProvJsonWriter(OutputStream stream) throws IOException {
        this(stream, Namespaces.byPrefix());
    }

    /** @param prefixes IRI by prefix; written in this order */
    public ProvJsonWriter(OutputStream stream, Map<String, String> prefixes) throws IOException {
        this(stream, prefixes, true);
    }

    /** @param encodes whether the local names of attributes are percent-encoded, or stay as they are */
    ProvJsonWriter(OutputStream stream, Map<String, String> prefixes, boolean encodes) throws IOException {
        json = new StatementJson(declared, encodes);
        this.stream = stream;
        out = JSON.createGenerator(stream, JsonEncoding.UTF8);
        out.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        out.setPrettyPrinter(lines);
        out.writeStartObject();
        declare(prefixes);
    }

    private void declare(Map<String, String> prefixes) throws IOException {
        declared.addAll(prefixes.keySet());
        out.writeObjectFieldStart("prefix");
        for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
            out.writeStringField(prefix.getKey(), prefix.getValue());
        }
        out.writeEndObject();
    }

    /**
     * Begins a bundle: statements up to {@link #endBundle} are in it, again kind by kind.
     *
     * @param id qualified name
     * @param prefixes IRI by prefix, of those that the document does not declare
     * @throws IllegalStateException within a bundle, and when statements have come since the last one
     */
    public void beginBundle(String id, Map<String, String> prefixes) throws IOException {
        if (begun != begunOutside || bundled && !amongBundles) {
            throw new IllegalStateException("bundles must come one after the other, not " + id);
        }
        endKind();
        if (!amongBundles) {
            out.writeObjectFieldStart("bundle");
            amongBundles = true;
            bundled = true;
        }
        out.writeObjectFieldStart(id);
        lines.inBundle(true);
        begun = EnumSet.noneOf(Kind.class);
        if (!prefixes.isEmpty()) {
            declare(prefixes);
        }
    }

    public void endBundle() throws IOException {
        endKind();
        out.writeEndObject();
        lines.inBundle(false);
        begun = begunOutside;
    }

    private void endKind() throws IOException {
        if (open != null) {
            out.writeEndObject();
            open = null;
        }
    }

    /**
     * @throws IllegalStateException when other statements have come since the last one of this kind
     * @throws IllegalArgumentException when a prefix is not declared in this document
     */
    public void write(Statement statement) throws IOException {
        begin(statement.kind());
        out.writeFieldName(json.key(statement));
        json.write(statement, out);
        written++;
    }

    /** Writes statements of one kind and id, as an array if they are several: else a reader would see the last one only. */
    void writeSame(List<Statement> statements) throws IOException {
        if (statements.size() == 1) {
            write(statements.get(0));
            return;
        }
        begin(statements.get(0).kind());
        out.writeFieldName(json.key(statements.get(0)));
        out.writeStartArray();
        for (Statement statement : statements) {
            json.write(statement, out);
            written++;
        }
        out.writeEndArray();
    }

    /**
     * Writes a statement that {@link StatementJson} has made.
     *
     * @throws IllegalStateException when other statements have come since the last one of this kind
     */
    public void write(Kind kind, String key, byte[] body) throws IOException {
        begin(kind);
        out.writeFieldName(key);
        writeAsItIs(body, body.length);
        written++;
    }

    /** A value that is UTF-8 already goes to the stream past the generator, which would decode and encode it. */
    private void writeAsItIs(byte[] body, int length) throws IOException {
        out.writeRawValue("");
        out.flush();
        stream.write(body, 0, length);
    }

    /**
     * Writes a statement that {@link StatementJson} has made, with one more attribute behind its others, whose values are
     * texts and need not fit into memory together.
     *
     * @throws IllegalStateException when other statements have come since the last one of this kind
     */
    public void write(Kind kind, String key, byte[] body, String attribute, Iterator<String> values)
            throws IOException {
        if (!values.hasNext()) {
            write(kind, key, body);
            return;
        }
        begin(kind);
        out.writeFieldName(key);
        writeAsItIs(body, body.length - 1);
        String separator = (body.length > 2 ? ", " : "") + "\"" + attribute + "\": [";
        while (values.hasNext()) {
            char[] quoted = JsonStringEncoder.getInstance().quoteAsString(values.next());
            out.writeRaw(separator);
            out.writeRaw("{\"$\": \"");
            out.writeRaw(quoted, 0, quoted.length);
            out.writeRaw("\", \"type\": \"xsd:string\"}");
            separator = ", ";
        }
        out.writeRaw("]}");
        written++;
    }

    /** Hands everything that is written so far to the stream. */
    public void flush() throws IOException {
        out.flush();
    }

    /** Statements written so far. */
    public long written() {
        return written;
    }

    /** Completes the document and closes the stream. */
    @Override
    public void close() throws IOException {
        endKind();
        endBundles();
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }

    private void endBundles() throws IOException {
        if (amongBundles) {
            out.writeEndObject();
            amongBundles = false;
        }
    }

    private void begin(Kind kind) throws IOException {
        if (kind == open) {
            return;
        }
        if (!begun.add(kind)) {
            throw new IllegalStateException("statements of kind " + kind.keyword() + " must come together");
        }
        endKind();
        if (begun == begunOutside) {
            endBundles();
        }
        out.writeObjectFieldStart(kind.keyword());
        open = kind;
    }
}
