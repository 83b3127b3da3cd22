package dev.headwater.prov;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StatementProperties {

    @Property
    void anyStatementComesBackFromItsRecord(@ForAll("statements") Statement statement) {
        assertThat(StatementRecords.fromRecord(StatementRecords.toRecord(statement)))
                .isEqualTo(statement);
    }

    @Property
    void anyTextBecomesALocalNameAndComesBack(@ForAll String text) {
        // Lone surrogates have no UTF-8 form.
        String writable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String local = Identifiers.local(writable);
        assertThat(local).matches("[A-Za-z0-9._~%-]*").doesNotEndWith(".");
        assertThat(URLDecoder.decode(local, StandardCharsets.UTF_8)).isEqualTo(writable);
        assertThat(Identifiers.text(local)).isEqualTo(writable);
    }

    @Property
    void anyKeyComesBackFromItsText(@ForAll("barred") String run, @ForAll Kind kind, @ForAll("barred") String id) {
        StatementKey key = new StatementKey(run, kind, id);

        assertThat(StatementKey.parse(key.text())).contains(key);
    }

    @Provide
    Arbitrary<String> barred() {
        return Arbitraries.of("|", "a", "used", "entity", "rel:1")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Property
    void aRelationIsTheSameWheneverItHappened(
            @ForAll("names") String run, @ForAll("names") String data, @ForAll("times") String time) {
        Statement.Builder timeless = Statement.relation(Kind.USED, run, data).role("mlp:train");
        String id = timeless.build().id();
        assertThat(timeless.formal(Formal.TIME, time).build().id()).isEqualTo(id);
        assertThat(Statement.relation(Kind.USED, run, data)
                        .role("mlp:test")
                        .build()
                        .id())
                .isNotEqualTo(id);
    }

    @Provide
    Arbitrary<Statement> statements() {
        return Arbitraries.of(Kind.values()).flatMap(this::statementsOf);
    }

    @Provide
    Arbitrary<String> names() {
        return Combinators.combine(
                        Arbitraries.of("run", "data", "mlp"),
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(8))
                .as((prefix, local) -> prefix + ":" + local);
    }

    @Provide
    Arbitrary<String> times() {
        return Arbitraries.longs().between(0, 4_102_444_800_000L).map(Times::lexical);
    }

    private Arbitrary<Statement> statementsOf(Kind kind) {
        Arbitrary<Map<Formal, String>> formals = Combinators.combine(kind.formals().stream()
                        .map(formal -> formal.meaning() == Formal.Meaning.TIME ? times() : names())
                        .map(value -> value.injectNull(0.4))
                        .toList())
                .as(values -> {
                    Map<Formal, String> given = new EnumMap<>(Formal.class);
                    for (int i = 0; i < values.size(); i++) {
                        if (values.get(i) != null) {
                            given.put(kind.formals().get(i), values.get(i));
                        } else if (kind.required().contains(kind.formals().get(i))) {
                            given.put(kind.formals().get(i), "run:needed");
                        }
                    }
                    return given;
                });
        return Combinators.combine(names(), names().list().ofMaxSize(3), formals, attributes())
                .as((id, types, given, attributes) -> new Statement(kind, id, "run-1", types, given, attributes));
    }

    private Arbitrary<List<Attribute>> attributes() {
        Arbitrary<Value> values = Arbitraries.oneOf(
                Arbitraries.strings().map(Value::of),
                Arbitraries.longs().map(Value::of),
                Arbitraries.doubles().map(Value::of),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                        .map(Value::of),
                Arbitraries.of(true, false).map(Value::of),
                names().map(Value::name),
                times().map(time -> new Value.Literal(time, "xsd:dateTime")),
                Arbitraries.strings().map(text -> new Value.LanguageText(text, "en")));
        return Combinators.combine(names(), values).as(Attribute::new).list().ofMaxSize(5);
    }
}
