package dev.headwater.sink.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.judges.panel.Judges;
import dev.headwater.judges.panel.Verdict;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.sink.GraphSnapshot;
import dev.headwater.sink.Statements;
import dev.headwater.sink.graph.GraphReader;
import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.imports.DocumentImport;
import dev.headwater.sink.prov.TwoRuns;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

@ExtendWith(Neo4jExtension.class)
class ProvExportIT {

    @TempDir
    private Path folder;

    private Driver driver;

    @BeforeEach
    void twoRuns(Neo4jServer neo4j) throws WatermarkMoved {
        neo4j.wipe();
        driver = neo4j.driver();
        GraphSchema.install(driver);
        new GraphWriter(driver).write(Statements.writeSet(TwoRuns.statements()), List.of());
    }

    @Test
    void theGraphGivesBackTheStatementsThatWentIn() {
        List<Statement> relations = new ArrayList<>();
        List<Statement> elements = new ArrayList<>();
        try (GraphReader reader = new GraphReader(driver)) {
            for (Kind kind : Kind.values()) {
                if (kind.isRelation()) {
                    reader.relations(
                            kind, List.of(TwoRuns.A, TwoRuns.B), (relation, source, target) -> relations.add(relation));
                } else {
                    List<String> ids = new ArrayList<>();
                    reader.ids(kind, ids::add);
                    elements.addAll(reader.elements(kind, ids).values());
                }
            }
        }

        assertThat(relations)
                .containsExactlyInAnyOrderElementsOf(TwoRuns.statements().stream()
                        .filter(statement -> statement.kind().isRelation())
                        .map(Statements::canonical)
                        .toList());
        // B says less of the checkpoint than A, which made it.
        assertThat(elements)
                .containsExactlyInAnyOrderElementsOf(TwoRuns.statements().stream()
                        .filter(statement -> statement.kind().isElement())
                        .filter(statement ->
                                !statement.id().equals(TwoRuns.CHECKPOINT) || TwoRuns.A.equals(statement.runId()))
                        .map(Statements::canonical)
                        .distinct()
                        .toList());
    }

    @Test
    void everyJudgeAcceptsTheDocument() throws Exception {
        Path file = folder.resolve("both.json");
        ProvExport.Summary summary = export(new Selection.All(), file);

        assertThat(summary.runs()).isEqualTo(2);
        List<Verdict> verdicts =
                Judges.of(Path.of(System.getProperty("headwater.root"))).judge(file);
        verdicts.forEach(System.out::println);
        assertThat(verdicts).noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    @Test
    void theSameGraphGivesTheSameBytes() throws Exception {
        Path one = folder.resolve("one.json");
        Path other = folder.resolve("other.json");

        export(new Selection.Experiment("digits"), one);
        export(new Selection.Runs(List.of(TwoRuns.B, TwoRuns.A)), other);

        assertThat(other).hasSameBinaryContentAs(one);
    }

    @Test
    void aRunAloneStillSaysWhatItUsedButNotWhereThatCameFrom() throws Exception {
        Path file = folder.resolve("b.json");

        export(new Selection.Runs(List.of(TwoRuns.B)), file);

        JsonNode document = new ObjectMapper().readTree(file.toFile());
        assertThat(document.at("/entity/" + TwoRuns.CHECKPOINT + "/prov:type").toString())
                .contains("mlp:Checkpoint");
        assertThat(document.path("wasGeneratedBy").findValuesAsText("prov:entity"))
                .doesNotContain(TwoRuns.CHECKPOINT);
        assertThat(document.path("activity").has(Identifiers.run(TwoRuns.A))).isFalse();
        assertThat(document.path("specializationOf")).hasSize(1);
        long relations = TwoRuns.of(TwoRuns.B).stream()
                .filter(statement -> statement.kind().isRelation())
                .count();
        long written = Stream.of(Kind.values())
                .filter(Kind::isRelation)
                .mapToLong(kind -> document.path(kind.keyword()).size())
                .sum();
        assertThat(written).isEqualTo(relations);
    }

    @Test
    void anElementThatNobodySaidIsStillDeclared() throws Exception {
        new GraphWriter(driver)
                .write(
                        Statements.writeSet(List.of(
                                Statement.relation(Kind.WAS_ASSOCIATED_WITH, Identifiers.run(TwoRuns.A), "user:eve")
                                        .run(TwoRuns.A)
                                        .formal(dev.headwater.prov.Formal.PLAN, "config:unsaid")
                                        .build())),
                        List.of());
        Path file = folder.resolve("a.json");

        export(new Selection.Runs(List.of(TwoRuns.A)), file);

        JsonNode document = new ObjectMapper().readTree(file.toFile());
        assertThat(document.path("agent").path("user:eve")).isEmpty();
        assertThat(document.path("entity").has("config:unsaid")).isTrue();
    }

    @Test
    void aRunComesBackFromItsDocumentAsItWas(Neo4jServer neo4j) throws Exception {
        Path exported = folder.resolve("a.json");
        Path again = folder.resolve("again.json");
        export(new Selection.Runs(List.of(TwoRuns.A)), exported);

        neo4j.wipe();
        GraphSchema.install(driver);
        List<Statement> said = new ArrayList<>();
        DocumentImport.read(() -> Files.newInputStream(exported), "document", true, said::add);
        new GraphWriter(driver).write(Statements.writeSet(said), List.of());
        export(new Selection.Runs(List.of(TwoRuns.A)), again);

        assertThat(again).hasSameBinaryContentAs(exported);
    }

    @Test
    void anUnknownRunIsNamedAndLeavesNoFile() throws IOException {
        Path file = folder.resolve("none.json");

        assertThatThrownBy(() -> export(new Selection.Runs(List.of(TwoRuns.A, "nope")), file))
                .isInstanceOf(NothingToExport.class)
                .hasMessage("the graph has no run nope");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aBrokenExportLeavesTheFileThatWasThere() throws Exception {
        Path file = folder.resolve("both.json");
        Files.writeString(file, "before");
        try (org.neo4j.driver.Session session = driver.session()) {
            session.run("CREATE (n:Entity {id: '1x:no-scheme'})").consume();
        }

        assertThatThrownBy(() -> export(new Selection.All(), file)).hasMessageContaining("1x:no-scheme");

        assertThat(file).hasContent("before");
        assertThat(GraphSnapshot.of(driver)).isNotEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private ProvExport.Summary export(Selection selection, Path file) throws IOException, NothingToExport {
        return new ProvExport(driver).toFile(Extent.of(selection), file, Progress.none());
    }
}
