package dev.headwater.sink.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.judges.panel.Judges;
import dev.headwater.judges.panel.Verdict;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.sink.Statements;
import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.prov.TwoRuns;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

@ExtendWith(Neo4jExtension.class)
class FolderExportIT {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path folder;

    private Driver driver;

    @BeforeEach
    void twoRuns(Neo4jServer neo4j) throws WatermarkMoved {
        neo4j.clear();
        driver = neo4j.driver();
        GraphSchema.install(driver);
        new GraphWriter(driver).write(Statements.writeSet(TwoRuns.statements()), List.of());
        write(Statement.entity("urn:x:nobodys").build());
    }

    @Test
    void eachRunIsADocumentAndTheIndexSaysOfWhat() throws Exception {
        ProvExport.Summary summary = export(folder);

        assertThat(contents(folder).keySet())
                .containsExactly("index.json", "others.json", "runs/run-a.json", "runs/run-b.json");
        JsonNode documents = new ObjectMapper()
                .readTree(folder.resolve("index.json").toFile())
                .path("documents");
        assertThat(documents.findValuesAsText("run")).containsExactly("", TwoRuns.A, TwoRuns.B);
        JsonNode b = documents.get(2);
        assertThat(b.path("name").asText()).isEqualTo("digits run-b");
        assertThat(b.path("experiment").asText()).isEqualTo("digits");
        assertThat(b.path("status").asText()).isEqualTo("FAILED");
        assertThat(b.path("start").asText()).isEqualTo("2026-11-22T10:01:00.000Z");
        assertThat(b.path("end").asText()).isEqualTo("2026-11-22T10:01:50.000Z");
        Path file = folder.resolve(b.path("file").asText());
        assertThat(b.path("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(b.path("sha256").asText()).isEqualTo(Digests.of(file));
        assertThat(summary.statements())
                .isEqualTo(documents.findValues("statements").stream()
                        .mapToLong(JsonNode::asLong)
                        .sum());
        assertThat(contents(folder).get("others.json")).contains("urn:x:nobodys", "\"urn\": \"urn:\"");
        List<Verdict> verdicts =
                Judges.of(Path.of(System.getProperty("headwater.root"))).judge(file);
        assertThat(verdicts).noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    @Test
    void anInterruptedExportGoesOnWithoutWritingAgainWhatIsWhole() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        export(undisturbed);
        Path disturbed = folder.resolve("disturbed");

        interruptAfterA(disturbed);
        // As after kill -9: with a half document and half a line in the journal.
        Path work = disturbed.resolve(".headwater-export");
        Files.writeString(work.resolve("part"), "{\"prefix\": {");
        Files.writeString(work.resolve("journal"), Files.readString(work.resolve("journal")) + "0123 {\"run\":\"ru");
        assertThat(disturbed.resolve("index.json")).doesNotExist();
        Files.setLastModifiedTime(disturbed.resolve("runs/run-a.json"), LONG_AGO);

        ProvExport.Summary summary = export(disturbed);

        assertThat(contents(disturbed)).isEqualTo(contents(undisturbed));
        assertThat(summary.kept()).isEqualTo(2);
        assertThat(summary.documents()).isEqualTo(1);
        assertThat(Files.getLastModifiedTime(disturbed.resolve("runs/run-a.json")))
                .isEqualTo(LONG_AGO);
    }

    @Test
    void aRunOfWhichAnythingChangedSinceTheInterruptionIsWrittenAgain() throws Exception {
        write(finding("OPEN"));
        List<Statement> changes = List.of(
                Statement.entity(Identifiers.metricSeries(TwoRuns.A, "loss", "train"))
                        .run(TwoRuns.A)
                        .type(Profile.METRIC_SERIES)
                        .with("mlp:count", 121L)
                        .build(),
                Statement.entity(Identifiers.resourceSeries(TwoRuns.A, "node-1", "cpu", "utilisation"))
                        .run(TwoRuns.A)
                        .type(Profile.RESOURCE_SERIES)
                        .with("mlp:lastValue", 0.5)
                        .build(),
                finding("RESOLVED"),
                Statement.relation(Kind.WAS_DERIVED_FROM, TwoRuns.CHECKPOINT, "data:other")
                        .run(TwoRuns.A)
                        .build());

        for (int change = 0; change < changes.size(); change++) {
            Path disturbed = folder.resolve("disturbed" + change);
            interruptAfterA(disturbed);
            write(changes.get(change));
            export(disturbed);

            Path undisturbed = folder.resolve("undisturbed" + change);
            export(undisturbed);
            assertThat(contents(disturbed)).as("%s", changes.get(change)).isEqualTo(contents(undisturbed));
        }
    }

    @Test
    void aRunThatChangedOrWhoseDocumentIsDamagedIsWrittenAgain() throws Exception {
        export(folder);
        Path a = folder.resolve("runs/run-a.json");
        Path b = folder.resolve("runs/run-b.json");
        Files.writeString(a, "damaged");
        Files.setLastModifiedTime(b, LONG_AGO);

        ProvExport.Summary again = export(folder);

        assertThat(again.documents()).isEqualTo(1);
        assertThat(Files.getLastModifiedTime(b)).isEqualTo(LONG_AGO);
        assertThat(a).content().contains("\"run:run-a\"");
        write(Statement.entity(TwoRuns.CHECKPOINT)
                .run(TwoRuns.B)
                .with("mlp:note", "new")
                .build());
        assertThat(export(folder).documents()).isEqualTo(2);
        assertThat(b).content().contains("\"mlp:note\"");
    }

    @Test
    void anIncrementLeavesWhatIsThereInTheIndex() throws Exception {
        export(folder);
        String before = Files.readString(folder.resolve("index.json"));

        new ProvExport(driver).toFolder(Extent.of(new Selection.Runs(List.of(TwoRuns.B))), folder, Progress.none());

        assertThat(folder.resolve("index.json")).hasContent(before);
    }

    @Test
    void twoExportsIntoOneFolderAtATimeAreOneTooMany() throws Exception {
        try (WorkFolder work = WorkFolder.claim(folder.resolve(".headwater-export"))) {
            assertThat(work.path()).exists();
            assertThatThrownBy(() -> export(folder))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("another export is writing there");
        }
        assertThat(export(folder).runs()).isEqualTo(2);
    }

    private static Statement finding(String state) {
        return Statement.entity(Identifiers.anomaly(TwoRuns.A, "rule", "train/loss", 0))
                .run(TwoRuns.A)
                .type(Profile.ANOMALY)
                .with("mlp:runId", TwoRuns.A)
                .with("mlp:state", state)
                .build();
    }

    private void interruptAfterA(Path target) {
        assertThatThrownBy(() -> new ProvExport(driver)
                        .toFolder(Extent.of(new Selection.All()), target, (runs, ofRuns, statements) -> {
                            if (runs == 1) {
                                throw new IllegalStateException("pulled the plug");
                            }
                        }))
                .hasMessage("pulled the plug");
    }

    private ProvExport.Summary export(Path target) throws IOException, NothingToExport {
        return new ProvExport(driver).toFolder(Extent.of(new Selection.All()), target, Progress.none());
    }

    private void write(Statement... statements) throws WatermarkMoved {
        new GraphWriter(driver).write(Statements.writeSet(List.of(statements)), List.of());
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
