package dev.headwater.sink.prov;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headwater.prov.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered while a document is read or written: little, and never in place of something else. */
class MemoriesTest {

    /** More than are kept, and so that they take each other's places. */
    private static final List<String> MANY =
            IntStream.range(0, 2_500).mapToObj(i -> "p" + i % 100 + ":n" + i).toList();

    private static final Scope SCOPE = Scope.document(IntStream.range(0, 100)
            .boxed()
            .collect(Collectors.toMap(i -> "p" + i, i -> "http://example.org/" + i + "/")));

    @Test
    void aPrefixIsKnownByAllOfItAndNothingMore() {
        KnownPrefixes prefixes = new KnownPrefixes();
        prefixes.add("run");
        prefixes.add("");

        assertThat(prefixes.has("run:1", 3)).isTrue();
        assertThat(prefixes.has("ran:1", 3)).isFalse();
        assertThat(prefixes.has("runs:1", 4)).isFalse();
        assertThat(prefixes.has("ru:1", 2)).isFalse();
        assertThat(prefixes.has("1", 0)).isTrue();
    }

    @Test
    void prefixesThatTakeEachOthersPlacesAreNotMistaken() {
        KnownPrefixes prefixes = new KnownPrefixes();
        for (String name : MANY) {
            String prefix = name.substring(0, name.indexOf(':'));
            prefixes.add(prefix);

            assertThat(prefixes.has(name, prefix.length())).isTrue();
            assertThat(prefixes.has("x" + name.substring(1), prefix.length())).isFalse();
        }
    }

    @Test
    void recurringDatatypesAreTheSameAndOthersAreTheirOwn() throws IOException {
        Datatypes datatypes = new Datatypes(SCOPE);
        List<Datatypes.Datatype> read = new ArrayList<>();
        try (JsonParser json = parser("[\"xsd:int\", \"\", \"xsd:int\", 12, \"" + MANY.get(0) + "\", \"q:n\", \""
                + String.join("\", \"", MANY) + "\"]")) {
            while (json.nextToken() != null) {
                if (json.currentToken().isScalarValue()) {
                    read.add(datatypes.of(json));
                }
            }
        }

        assertThat(read.get(2)).isSameAs(read.get(0));
        assertThat(read.subList(0, 6))
                .extracting(Datatypes.Datatype::written)
                .containsExactly("xsd:int", "", "xsd:int", "12", MANY.get(0), "q:n");
        assertThat(read.get(5).name()).isNull();
        assertThat(read.subList(6, read.size()))
                .extracting(Datatypes.Datatype::name)
                .isEqualTo(MANY);
    }

    @Test
    void keysAreReadInWhateverOrderTheyComeAndHoweverManyThereAre() throws IOException {
        List<List<String>> bodies = List.of(
                List.of("p1:a", "p1:b", "p1:c"),
                List.of("p1:a", "p1:b", "p1:c"),
                List.of("p1:a", "p1:c", "p1:b"),
                List.of("p1:ab"),
                List.of(),
                MANY,
                List.of("p1:a", "p1:b", "prov:type"),
                MANY);
        List<List<String>> read = new ArrayList<>();
        try (JsonParser json = parser("["
                + bodies.stream()
                        .map(keys -> keys.stream()
                                .map(key -> '"' + key + "\" : 1")
                                .collect(Collectors.joining(", ", "{ ", "}")))
                        .collect(Collectors.joining(","))
                + "]")) {
            AttributeKeys keys = new AttributeKeys(json, SCOPE);
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                List<String> body = new ArrayList<>();
                for (AttributeKeys.Key key = keys.next(keys.begin(Kind.ENTITY)); key != null; key = keys.next(key)) {
                    assertThat(json.currentName()).isEqualTo(key.name());
                    body.add(key.name());
                    json.nextToken();
                }
                read.add(body);
            }
        }

        assertThat(read).isEqualTo(bodies);
    }

    private static JsonParser parser(String text) throws IOException {
        return ProvJsonReader.parser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void namesOfAttributesAreTheSameHoweverManyThereAre() {
        AttributeNames names = new AttributeNames(true);
        for (int round = 0; round < 2; round++) {
            for (String name : MANY) {
                assertThat(names.of(name).written()).isEqualTo(name);
                assertThat(names.of("param:" + name).written()).isEqualTo("param:" + name.replace(":", "%3A"));
            }
        }
        assertThat(names.of("param:a b").key().getValue()).isEqualTo("param:a%20b");
        assertThat(names.of("http://x/a b").written()).isEqualTo("http://x/a b");
        assertThat(new AttributeNames(false).of("param:a b").encoded()).isFalse();
    }
}
