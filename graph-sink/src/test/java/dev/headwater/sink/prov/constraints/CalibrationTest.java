package dev.headwater.sink.prov.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.sink.prov.Corpus;
import dev.headwater.sink.prov.ProvJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Verdicts on documents of others, beside what they themselves say of them. The table is in docs/prov-check.md. */
class CalibrationTest {

    /** By constraint, what is found wrong; valid and unsupported for the rest. */
    private static Map<String, Integer> verdicts(List<Path> documents) throws IOException {
        Map<String, Integer> verdicts = new TreeMap<>();
        for (Path document : documents) {
            verdicts.merge(verdict(document), 1, Integer::sum);
        }
        return verdicts;
    }

    private static String verdict(Path document) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        try {
            ConstraintCheck.check(
                    () -> Files.newInputStream(document),
                    (bundle, violation) -> found.add(violation.constraint().toString()));
        } catch (ProvJsonException e) {
            return e.fault().toString();
        }
        return found.isEmpty() ? "valid" : found.first();
    }

    @Test
    void documentsOfPythonsReader() throws IOException {
        assertThat(verdicts(Corpus.documents("python-prov/json")))
                .isEqualTo(Map.of(
                        "valid", 115,
                        "23 key-properties", 12,
                        "complete-statement", 8));
    }

    @Test
    void documentsOfTheSuite() throws IOException {
        assertThat(verdicts(Corpus.documents("prov-suite")))
                .isEqualTo(Map.of(
                        "valid", 116,
                        "23 key-properties", 12,
                        "complete-statement", 10,
                        "UNSUPPORTED", 20));
    }

    @Test
    void malformedDocuments() throws IOException {
        assertThat(verdicts(Corpus.documents("python-prov/malformed"))).isEqualTo(Map.of("MALFORMED", 10));
    }

    /**
     * The cases of ProvToolbox's validator, as JSON. A case is meant to be invalid if its name says so; these are
     * judged otherwise, and docs/prov-check.md says why.
     */
    @Test
    void casesOfProvToolbox() throws IOException {
        TreeSet<String> otherwise = new TreeSet<>();
        List<Path> cases = Corpus.constraintCases();
        for (Path document : cases) {
            String name = document.getFileName().toString().replace(".json", "");
            String verdict = verdict(document);
            if (name.matches("(?i).*fail.*") == verdict.equals("valid") || verdict.equals("UNSUPPORTED")) {
                otherwise.add(name + ": " + verdict);
            }
        }

        assertThat(cases).hasSize(204);
        assertThat(otherwise)
                .containsExactly(
                        "delegation-fail4: valid",
                        "delegation-success3: complete-statement",
                        "delegation-success4: complete-statement",
                        "derivation2: 42 derivation-generation-generation-ordering",
                        "mention-fail1: UNSUPPORTED",
                        "mention-fail2: UNSUPPORTED",
                        "mention-fail3: UNSUPPORTED",
                        "mention-fail4: UNSUPPORTED",
                        "mention-success1: UNSUPPORTED",
                        "mention-success2: UNSUPPORTED",
                        "specialization4: 42 derivation-generation-generation-ordering",
                        "usage-fail1: valid",
                        "usage-fail5: valid",
                        "usage-fail6: valid",
                        "usage-fail7: valid");
    }
}
