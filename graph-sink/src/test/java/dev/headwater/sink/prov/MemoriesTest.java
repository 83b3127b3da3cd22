package dev.headwater.sink.prov;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered while a document is read or written: little, and never in place of something else. */
class MemoriesTest {

    /** More than are kept, and so that they take each other's places. */
    private static final List<String> MANY =
            IntStream.range(0, 2_500).mapToObj(i -> "p" + i % 100 + ":n" + i).toList();

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
    void recurringTextsAreTheSameAndOthersAreTheirOwn() throws IOException {
        RecurringTexts texts = new RecurringTexts();
        List<String> read = new ArrayList<>();
        try (JsonParser json = new JsonFactory()
                .createParser("[\"xsd:int\", \"\", \"xsd:int\", 12, \"" + MANY.get(0) + "\", \""
                        + String.join("\", \"", MANY) + "\"]")) {
            while (json.nextToken() != null) {
                if (json.currentToken().isScalarValue()) {
                    read.add(texts.of(json));
                }
            }
        }

        assertThat(read.get(2)).isSameAs(read.get(0));
        assertThat(read.subList(0, 5)).containsExactly("xsd:int", "", "xsd:int", "12", MANY.get(0));
        assertThat(read.subList(5, read.size())).isEqualTo(MANY);
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
