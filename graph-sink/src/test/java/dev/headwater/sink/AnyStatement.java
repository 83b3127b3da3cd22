package dev.headwater.sink;

import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Times;
import dev.headwater.prov.Value;
import dev.headwater.sink.prov.StatementJson;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Statements of every kind, with names and values as odd as Headwater's prefixes allow. */
public final class AnyStatement {

    private static final Arbitrary<String> TEXTS =
            Arbitraries.strings().excludeChars('\0').ofMaxLength(12);
    private static final Arbitrary<String> LOCALS = Arbitraries.oneOf(
            Arbitraries.of("a", "b", "label", "role", "id", "types", "run", "time", "plan", "datatypes", "x y", "p:q"),
            Arbitraries.strings().ascii().excludeChars('\0').ofMinLength(1).ofMaxLength(8));
    private static final Arbitrary<String> PREFIXES = Arbitraries.of("mlp", "prov", "param", "tag", "fact");
    private static final Arbitrary<String> IDS = Combinators.combine(
                    Arbitraries.of("run", "data", "series", "software"), Arbitraries.of("1", "2", "x%2Fy", "z/0"))
            .as((prefix, local) -> prefix + ":" + local);
    private static final Arbitrary<String> TIMES = Arbitraries.oneOf(
            Arbitraries.longs().between(0, 4_000_000_000_000L).map(Times::lexical),
            Arbitraries.of("2026-01-01T00:00:00", "2026-01-01T00:00:00.5Z", "2026-01-01T02:00:00+02:00"));

    private AnyStatement() {}

    public static Arbitrary<Value> values() {
        return Arbitraries.oneOf(
                TEXTS.map(Value::of),
                Arbitraries.longs().map(Value::of),
                Arbitraries.doubles().map(Value::of),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0)
                        .map(Value::of),
                Arbitraries.of(true, false).map(Value::of),
                Arbitraries.of("mlp:train", "prov:x", "run:1").map(Value::name),
                TIMES.map(time -> new Value.Literal(time, "xsd:dateTime")),
                TEXTS.map(text -> new Value.Literal(text, "xsd:decimal")),
                TEXTS.map(text -> new Value.LanguageText(text, "pt-BR")));
    }

    public static Arbitrary<List<Attribute>> attributes() {
        return Combinators.combine(
                        PREFIXES, LOCALS, values().list().ofMinSize(1).ofMaxSize(3))
                .as((prefix, local, values) -> values.stream()
                        .map(value -> new Attribute(prefix + ":" + local, value))
                        .toList())
                .list()
                .ofMaxSize(4)
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }

    public static Arbitrary<Statement> statements() {
        return Arbitraries.of(Kind.class)
                .flatMap(kind -> Combinators.combine(
                                IDS,
                                Arbitraries.of("r1", "r2").injectNull(0.2),
                                Arbitraries.of("mlp:Run", "mlp:Model", "mls:Model", "prov:Plan")
                                        .list()
                                        .uniqueElements()
                                        .ofMaxSize(3),
                                formals(kind),
                                attributes())
                        .as((id, run, types, formals, attributes) ->
                                new Statement(kind, id, run, types, formals, attributes)));
    }

    /** Without attributes that a document has other meanings for. */
    public static Arbitrary<Statement> writable() {
        return statements()
                .filter(statement -> statement.attributes().stream()
                        .noneMatch(attribute -> attribute.name().equals(StatementJson.RAW_NAME)
                                || attribute.name().equals("prov:type")
                                || attribute.name().startsWith("prov:")
                                        && statement.kind().formals().stream()
                                                .anyMatch(formal ->
                                                        attribute.local().equals(formal.localName()))));
    }

    private static Arbitrary<Map<Formal, String>> formals(Kind kind) {
        return Combinators.combine(
                        IDS.list().ofSize(kind.formals().size()),
                        TIMES.list().ofSize(kind.formals().size()),
                        Arbitraries.of(true, false).list().ofSize(kind.formals().size()))
                .as((ids, times, given) -> {
                    Map<Formal, String> formals = new EnumMap<>(Formal.class);
                    for (int i = 0; i < kind.formals().size(); i++) {
                        Formal formal = kind.formals().get(i);
                        if (given.get(i) || kind.required().contains(formal)) {
                            boolean time = formal.meaning() == Formal.Meaning.TIME;
                            formals.put(formal, time ? times.get(i) : ids.get(i));
                        }
                    }
                    return formals;
                });
    }
}
