package dev.headwater.sink.prov;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Namespaces;
import dev.headwater.prov.Statement;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
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

    private final JsonGenerator out;
    private final StatementJson json;
    private final Set<Kind> begun = EnumSet.noneOf(Kind.class);
    private @Nullable Kind open;
    private long written;

    /** A document with Headwater's own prefixes. The stream is closed with the writer. */
    public ProvJsonWriter(OutputStream stream) throws IOException {
        this(stream, Namespaces.byPrefix());
    }

    /** @param prefixes IRI by prefix; written in this order */
    public ProvJsonWriter(OutputStream stream, Map<String, String> prefixes) throws IOException {
        json = new StatementJson(prefixes.keySet());
        out = JSON.createGenerator(stream, JsonEncoding.UTF8);
        out.setPrettyPrinter(LinePerStatement.document());
        out.writeStartObject();
        out.writeObjectFieldStart("prefix");
        for (Map.Entry<String, String> prefix : prefixes.entrySet()) {
            out.writeStringField(prefix.getKey(), prefix.getValue());
        }
        out.writeEndObject();
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

    /**
     * Writes a statement that {@link StatementJson} has made.
     *
     * @throws IllegalStateException when other statements have come since the last one of this kind
     */
    public void write(Kind kind, String key, byte[] body) throws IOException {
        begin(kind);
        out.writeFieldName(key);
        out.writeRawValue(new String(body, StandardCharsets.UTF_8));
        written++;
    }

    /** Statements written so far. */
    public long written() {
        return written;
    }

    /** Completes the document and closes the stream. */
    @Override
    public void close() throws IOException {
        if (open != null) {
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }

    private void begin(Kind kind) throws IOException {
        if (kind == open) {
            return;
        }
        if (!begun.add(kind)) {
            throw new IllegalStateException("statements of kind " + kind.keyword() + " must come together");
        }
        if (open != null) {
            out.writeEndObject();
        }
        out.writeObjectFieldStart(kind.keyword());
        open = kind;
    }
}
