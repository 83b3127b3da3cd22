package dev.headwater.sink.prov;

import dev.headwater.prov.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document that is read, statement by statement, in the dialect of {@link ProvJsonWriter}. It says the same;
 * prefixes that were bound twice, and the namespace of names without a prefix, have prefixes of their own.
 */
public final class DocumentCopy implements StatementHandler {

    private final OutputStream out;
    private @Nullable ProvJsonWriter writer;
    /** Statements of one kind and id, which may be several in documents of others. */
    private final List<Statement> waiting = new ArrayList<>(1);

    private DocumentCopy(OutputStream out) {
        this.out = out;
    }

    /**
     * Copies a document. The stream is closed.
     *
     * @return statements that it has
     * @throws ProvJsonException when it is no PROV-JSON, or beyond what is read
     * @throws IOException when it cannot be read or written
     */
    public static long copy(ProvJsonReader.Input input, OutputStream out) throws IOException {
        try (out) {
            DocumentCopy copy = new DocumentCopy(out);
            ProvJsonReader.read(input, copy, false);
            copy.flush();
            ProvJsonWriter writer = copy.writer();
            writer.close();
            return writer.written();
        }
    }

    @Override
    public void document(Map<String, String> prefixes) throws IOException {
        writer = new ProvJsonWriter(out, prefixes, false);
    }

    @Override
    public void bundle(String id, Map<String, String> prefixes) throws IOException {
        flush();
        writer().beginBundle(id, prefixes);
    }

    @Override
    public void endOfBundle() throws IOException {
        flush();
        writer().endBundle();
    }

    @Override
    public void statement(Statement statement) throws IOException {
        if (!waiting.isEmpty()
                && (waiting.get(0).kind() != statement.kind()
                        || !waiting.get(0).id().equals(statement.id()))) {
            flush();
        }
        waiting.add(statement);
    }

    private void flush() throws IOException {
        if (!waiting.isEmpty()) {
            writer().writeSame(waiting);
            waiting.clear();
        }
    }

    private ProvJsonWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("statements came before their document");
        }
        return writer;
    }
}
