package dev.headwater.sink;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Statement;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.intent.WriteSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Statements as tests compare and write them. */
public final class Statements {

    private Statements() {}

    public static WriteSet writeSet(Collection<Statement> statements) {
        return WriteSet.of(statements.stream().map(Said::of).toList());
    }

    /** The same statement with types and attributes sorted by name, and without the run if it is an element. */
    public static Statement canonical(Statement statement) {
        List<Attribute> attributes = statement.attributes().stream()
                .sorted(Comparator.comparing(Attribute::name))
                .toList();
        return new Statement(
                statement.kind(),
                statement.id(),
                statement.kind().isElement() ? null : statement.runId(),
                statement.types().stream().distinct().sorted().toList(),
                statement.formals(),
                attributes);
    }
}
