package dev.headwater.sink.yprov;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is said of a run, under each key once: two files of the same bytes are one thing with two names, and one statement says
 * both.
 */
final class Sayings implements YProvRun.Listener {

    private final Map<String, Statement> byKey = new LinkedHashMap<>();
    private final YProvRun.Listener listener;

    Sayings(YProvRun.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void said(Statement statement) {
        byKey.merge(statement.key(), statement, Sayings::both);
    }

    private static Statement both(Statement one, Statement other) {
        Map<Formal, String> formals = new LinkedHashMap<>(other.formals());
        formals.putAll(one.formals());
        return new Statement(
                one.kind(),
                one.id(),
                one.runId(),
                Stream.concat(one.types().stream(), other.types().stream())
                        .distinct()
                        .toList(),
                formals,
                Stream.<Attribute>concat(one.attributes().stream(), other.attributes().stream())
                        .distinct()
                        .toList());
    }

    @Override
    public void points(SeriesChunk chunk) throws IOException {
        listener.points(chunk);
    }

    @Override
    public void note(String what) {
        listener.note(what);
    }

    /** Hands all statements on, in the order in which they were first said. */
    void end() throws IOException {
        for (Statement statement : byKey.values()) {
            listener.said(statement);
        }
    }
}
