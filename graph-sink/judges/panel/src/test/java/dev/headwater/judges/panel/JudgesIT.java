package dev.headwater.judges.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A panel that accepts everything would be worth nothing. */
class JudgesIT {

    private static final String PREFIXES = """
            "prefix": {"ex": "https://example.org/", "prov": "http://www.w3.org/ns/prov#", \
            "xsd": "http://www.w3.org/2001/XMLSchema#"}
            """;

    @TempDir
    private Path folder;

    @Test
    void acceptsAnEntityAndItsGeneration() throws Exception {
        assertThat(judge("{" + PREFIXES + ", \"entity\": {\"ex:e\": {}}, \"activity\": {\"ex:a\": {}}, "
                        + "\"wasGeneratedBy\": {\"ex:g\": {\"prov:entity\": \"ex:e\", \"prov:activity\": \"ex:a\"}}}"))
                .noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    @Test
    void acceptsABundleWhoseNamesHaveThePrefixesOfTheDocument() throws Exception {
        assertThat(judge("{" + PREFIXES + ", \"entity\": {\"ex:b\": {}}, \"bundle\": {\"ex:b\": {\"entity\": "
                        + "{\"ex:e\": {}, \"ex:f\": {}}}}}"))
                .noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    @Test
    void theValidatorLooksIntoBundles() throws Exception {
        assertThat(judge("{" + PREFIXES + ", \"bundle\": {\"ex:b\": {\"entity\": {\"ex:x\": {}}, "
                        + "\"activity\": {\"ex:x\": {}}}}}"))
                .anyMatch(verdict ->
                        verdict.judge().startsWith("prov-validation") && verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    @Test
    void everyJudgeRefusesWhatIsNoJson() throws Exception {
        assertThat(judge("{" + PREFIXES + ", \"entity\": {"))
                .noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.ACCEPTED);
    }

    @Test
    void theValidatorRefusesAnEntityThatIsAnActivity() throws Exception {
        assertThat(judge("{" + PREFIXES + ", \"entity\": {\"ex:x\": {}}, \"activity\": {\"ex:x\": {}}}"))
                .anyMatch(verdict ->
                        verdict.judge().startsWith("prov-validation") && verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    @Test
    void theValidatorRefusesTwoGenerationsAtDifferentTimes() throws Exception {
        assertThat(judge("{" + PREFIXES + ", \"entity\": {\"ex:e\": {}}, \"activity\": {\"ex:a\": {}}, "
                        + "\"wasGeneratedBy\": {\"ex:g\": {\"prov:entity\": \"ex:e\", \"prov:activity\": \"ex:a\", "
                        + "\"prov:time\": \"2026-01-01T00:00:00.000Z\"}, \"ex:h\": {\"prov:entity\": \"ex:e\", "
                        + "\"prov:activity\": \"ex:a\", \"prov:time\": \"2026-01-02T00:00:00.000Z\"}}}"))
                .anyMatch(verdict ->
                        verdict.judge().startsWith("prov-validation") && verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    private List<Verdict> judge(String document) throws IOException, InterruptedException {
        Path file = folder.resolve("document.json");
        Files.writeString(file, document);
        return Judges.of(Path.of(System.getProperty("headwater.root"))).judge(file);
    }
}
