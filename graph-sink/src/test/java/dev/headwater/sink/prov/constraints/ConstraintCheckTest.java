package dev.headwater.sink.prov.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.judges.panel.Judges;
import dev.headwater.sink.prov.constraints.Samples.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintCheckTest {

    /** Its reader of JSON takes no two statements under one id, and it does not merge what a derivation infers. */
    private static final Set<String> NOT_FOR_THE_JUDGE =
            Set.of("22 an activity that starts twice", "23 a generation of two entities, one of them by a derivation");

    @TempDir
    Path folder = Path.of("");

    static Stream<Sample> samples() {
        return Stream.concat(Samples.invalid(), Samples.valid());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void namesTheConstraintAndTheIds(Sample sample) throws IOException {
        assertThat(violations(sample.json())).containsExactlyElementsOf(sample.violations());
    }

    @Test
    void agreesWithTheValidatorOfProvToolbox() throws IOException, InterruptedException {
        Map<Path, Sample> documents = new LinkedHashMap<>();
        for (Sample sample : samples().toList()) {
            if (!NOT_FOR_THE_JUDGE.contains(sample.name())) {
                Path document = folder.resolve(documents.size() + ".json");
                documents.put(Files.writeString(document, sample.json()), sample);
            }
        }

        Map<Path, String> faults =
                Judges.of(Path.of(System.getProperty("headwater.root", ".."))).faults(documents.keySet());

        Set<String> refused = new LinkedHashSet<>();
        faults.keySet().forEach(document -> refused.add(String.valueOf(documents.get(document))));
        Set<String> invalid = new LinkedHashSet<>();
        documents.values().stream()
                .filter(sample -> !sample.violations().isEmpty())
                .forEach(sample -> invalid.add(sample.name()));
        assertThat(refused).as(faults.toString()).isEqualTo(invalid);
    }

    @Test
    void bundlesAreWorldsOfTheirOwn() throws IOException {
        String start = "'activity': {'ex:a': {'prov:startTime': '2026-01-0%dT00:00:00Z'}}";

        assertThat(violations(new Sample(
                                "bundles",
                                start.formatted(1) + ", 'bundle': {'ex:one': {" + start.formatted(2) + "}, 'ex:two': {"
                                        + start.formatted(3) + ", 'entity': {'ex:a': {}}}}",
                                List.of())
                        .json()))
                .containsExactly("ex:two| 55 entity-activity-disjoint: ex:a cannot be both an entity and an activity");
    }

    @Test
    void namesWhatIsMissingAndTimesThatAreNone() throws IOException {
        assertThat(violations("{'prefix': {'ex': 'https://example.org/'}, 'wasAttributedTo': {'ex:t': {'prov:entity':"
                        + " 'ex:e'}}, 'activity': {'ex:a': {'prov:endTime': 'yesterday'}}}"))
                .containsExactly(
                        "complete-statement: wasAttributedTo ex:t needs prov:agent",
                        "time-is-a-dateTime: activity ex:a: prov:endTime is no xsd:dateTime: \"yesterday\"");
    }

    @Test
    void whatOneStatementLeavesOpenAnotherSays() throws IOException {
        // That ex:g is by ex:a makes it the second generation of ex:e by ex:a, beside ex:h.
        assertThat(violations(
                        "{'prefix': {'ex': 'https://example.org/'}, 'wasGeneratedBy': {'ex:g': [{'prov:entity': 'ex:e'},"
                                + " {'prov:entity': 'ex:e', 'prov:activity': 'ex:a'}], 'ex:h': {'prov:entity': 'ex:e',"
                                + " 'prov:activity': 'ex:a'}}}"))
                .containsExactly("24 unique-generation: wasGeneratedBy(ex:e, ex:a) cannot be both ex:g and ex:h");
    }

    @Test
    void statementsWithoutIdsAreNotOneBecauseOfTheirKey() throws IOException {
        assertThat(violations("{'prefix': {'ex': 'https://example.org/'}, 'used': {'_:x': [{'prov:activity': 'ex:a',"
                        + " 'prov:entity': 'ex:e'}, {'prov:activity': 'ex:b', 'prov:entity': 'ex:f'}]},"
                        + " 'wasGeneratedBy': {'_:x': {'prov:entity': 'ex:h'}}}"))
                .isEmpty();
    }

    @Test
    void followsDerivationsFarLongerThanTheStack() throws IOException {
        StringBuilder derivations = new StringBuilder("{'prefix': {'ex': 'https://example.org/'}, 'wasDerivedFrom': {");
        int length = 50_000;
        for (int i = 0; i < length; i++) {
            String relation = "'_:d%d': {'prov:generatedEntity': 'ex:e%d', 'prov:usedEntity': 'ex:e%d'}";
            derivations.append(i == 0 ? "" : ",").append(relation.formatted(i, i, (i + 1) % length));
        }

        assertThat(violations(derivations.append("}}").toString()))
                .singleElement()
                .asString()
                .startsWith(
                        "42 derivation-generation-generation-ordering: generation of ex:e1 is before generation of ex:e0,");
    }

    private static List<String> violations(String json) throws IOException {
        byte[] document = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        List<String> violations = new ArrayList<>();
        ConstraintCheck.check(
                () -> new ByteArrayInputStream(document),
                (bundle, violation) -> violations.add((bundle == null ? "" : bundle + "| ") + violation));
        return violations;
    }
}
