package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.headwater.launcher.imports.ImportedRun;
import dev.headwater.sink.intent.Said;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The cookbook of docs/cypher.md on runs of yProv4ML: one of layout 1.0, one of 2.0, and two of 3.2 that trained alike on the
 * same bytes. The documents have the shape that the packages give them, with invented content.
 */
@ExtendWith(Neo4jExtension.class)
class ImportedRunsIT {

    private static final Map<String, String> DOCUMENTS = Map.of(
            "first", "yprov/digits_0/provgraph_digits_GR0.json",
            "second", "yprov/digits_1/prov_digits_GR0_1.json",
            "third", "yprov/digits_2/prov_digits_GR0_2.json",
            "again", "yprov/digits_3/prov_digits_GR0_3.json");

    @TestFactory
    Stream<DynamicTest> theCookbookAnswersOnImportedRuns(Neo4jServer neo4j) throws Exception {
        AskedGraph graph = AskedGraph.of(neo4j, imported());
        Map<String, String> queries =
                new Cookbook(Path.of(System.getProperty("headwater.root"), "docs", "cypher.md")).queries();
        ExpectedAnswers expected = ExpectedAnswers.read("imported-answers.txt");
        assertThat(queries).containsKeys(expected.questions().toArray(String[]::new));
        return expected.questions().stream()
                .map(question -> dynamicTest(question, () -> {
                    ExpectedAnswers.Answer answer = expected.of(question);
                    assertThat(graph.ask(Objects.requireNonNull(queries.get(question)), answer.parameters()))
                            .isEqualTo(answer.rows());
                }));
    }

    private static List<Said> imported() throws Exception {
        List<Said> said = new ArrayList<>();
        for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
            ImportedRun run = ImportedRun.of(file(document.getValue()), document.getKey());
            assertThat(run.notes()).isEmpty();
            run.statements().stream().map(Said::of).forEach(said::add);
            run.chunks().stream().map(Said::of).forEach(said::add);
        }
        return said;
    }

    private static Path file(String resource) throws Exception {
        return Path.of(Objects.requireNonNull(ImportedRunsIT.class.getResource(resource), resource)
                .toURI());
    }
}
