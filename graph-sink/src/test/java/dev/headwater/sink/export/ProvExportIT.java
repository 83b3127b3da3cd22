package dev.headwater.sink.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.headwater.judges.panel.Judges;
import dev.headwater.judges.panel.Verdict;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Identifiers;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.series.SeriesChunk;
import dev.headwater.sink.Statements;
import dev.headwater.sink.graph.GraphReader;
import dev.headwater.sink.graph.GraphSchema;
import dev.headwater.sink.graph.GraphWriter;
import dev.headwater.sink.graph.WatermarkMoved;
import dev.headwater.sink.imports.DocumentImport;
import dev.headwater.sink.intent.End;
import dev.headwater.sink.intent.Said;
import dev.headwater.sink.intent.WriteSet;
import dev.headwater.sink.prov.TwoRuns;
import dev.headwater.testkit.GraphSnapshot;
import dev.headwater.testkit.Neo4jExtension;
import dev.headwater.testkit.Neo4jServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

@ExtendWith(Neo4jExtension.class)
class ProvExportIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Driver driver;

    @BeforeEach
    void twoRuns(Neo4jServer neo4j) throws WatermarkMoved {
        neo4j.clear();
        driver = neo4j.driver();
        GraphSchema.install(driver);
        new GraphWriter(driver).write(Statements.writeSet(TwoRuns.statements()), List.of());
    }

    @Test
    void theGraphGivesBackTheStatementsThatWentIn() {
        List<Statement> relations = new ArrayList<>();
        List<Statement> elements = new ArrayList<>();
        List<Statement> sentAlong = new ArrayList<>();
        try (GraphReader reader = new GraphReader(driver)) {
            for (Kind kind : Kind.values()) {
                if (kind.isRelation()) {
                    reader.relations(kind, List.of(TwoRuns.A, TwoRuns.B), (relation, source, target, begun) -> {
                        relations.add(relation);
                        begun.ifPresent(sentAlong::add);
                    });
                } else {
                    elements.addAll(reader.elements(kind, ids(kind)).values());
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
        assertThat(elements).containsAll(sentAlong);
        assertThat(sentAlong)
                .extracting(Statement::id)
                .contains(Identifiers.metricSeries(TwoRuns.A, "loss", "train"))
                .doesNotContain(TwoRuns.CHECKPOINT);
    }

    @Test
    void everyJudgeAcceptsTheDocument() throws Exception {
        Path file = folder.resolve("both.json");
        ProvExport.Summary summary = export(new Selection.All(), file);

        assertThat(summary.runs()).isEqualTo(2);
        accepted(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "json.gz", "json.zst"})
    void theSameGraphGivesTheSameBytes(String ending) throws Exception {
        Path one = folder.resolve("one." + ending);
        Path other = folder.resolve("other." + ending);

        export(new Selection.Experiment("digits"), one);
        export(new Selection.Runs(List.of(TwoRuns.B, TwoRuns.A)), other);

        assertThat(other).hasSameBinaryContentAs(one);
        Path plain = folder.resolve("plain.json");
        export(new Selection.Experiment("digits"), plain);
        assertThat(unpacked(one)).hasSameBinaryContentAs(plain);
    }

    @Test
    void howManyRunsAreReadAtATimeMakesNoDifference() throws Exception {
        for (int i = 0; i < 6; i++) {
            String run = "run-" + i;
            write(
                    Statement.activity(Identifiers.run(run))
                            .run(run)
                            .type("mlp:Run")
                            .with("mlp:runId", run)
                            .build(),
                    Statement.entity("data:" + i).run(run).build(),
                    Statement.relation(Kind.WAS_GENERATED_BY, "data:" + i, Identifiers.run(run))
                            .run(run)
                            .build(),
                    Statement.relation(Kind.USED, Identifiers.run(run), TwoRuns.DATASET)
                            .run(run)
                            .build());
        }
        Path expected = folder.resolve("200.json");
        export(new Selection.All(), expected);
        assertThat(JSON.readTree(expected.toFile()).path("bundle")).hasSize(8);
        Extent everything = Extent.of(new Selection.All());
        Path documents = folder.resolve("200");
        new ProvExport(driver).toFolder(everything, documents, Progress.none());

        for (int together : new int[] {1, 3}) {
            Path file = folder.resolve(together + ".json");
            new ProvExport(driver, together).toFile(everything, file, Progress.none());
            assertThat(file).hasSameBinaryContentAs(expected);

            Path others = folder.resolve(String.valueOf(together));
            ProvExport export = new ProvExport(driver, together);
            ProvExport.Summary all = export.toFolder(everything, others, Progress.none());
            assertThat(contents(others)).isEqualTo(contents(documents)).hasSizeGreaterThan(8);
            assertThat(all.runs()).isEqualTo(8);
        }
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

    @Test
    void severalRunsAreBundlesThatTheDocumentSaysWhatTheyAre() throws Exception {
        Path file = folder.resolve("both.json");

        export(new Selection.Runs(List.of(TwoRuns.A, TwoRuns.B)), file);

        JsonNode document = JSON.readTree(file.toFile());
        String record = Identifiers.record(TwoRuns.A);
        JsonNode a = document.path("bundle").path(record);
        JsonNode b = document.path("bundle").path(Identifiers.record(TwoRuns.B));
        assertThat(document.path("bundle")).hasSize(2);
        assertThat(a.path("activity").has(Identifiers.run(TwoRuns.A))).isTrue();
        assertThat(a.path("activity").has(Identifiers.run(TwoRuns.B))).isFalse();
        assertThat(a.path("entity").path(TwoRuns.CHECKPOINT))
                .isNotEmpty()
                .isEqualTo(b.path("entity").path(TwoRuns.CHECKPOINT));
        assertThat(document.path("entity")).hasSize(2);
        assertThat(document.path("entity").path(record).path("prov:type").toString())
                .contains("prov:Bundle", "mlp:RunRecord");
        assertThat(document.path("wasAttributedTo").findValuesAsText("prov:entity"))
                .contains(record)
                .hasSize(2);
        assertThat(document.path("agent").has(Identifiers.software("headwater-agent", "0.1.0")))
                .isTrue();
    }

    @Test
    void whatNoRunSaysIsInTheDocumentItselfWhenEverythingIsExported() throws Exception {
        String foreign = "https://example.org/a%20b";
        Statement alone = Statement.entity("urn:x:alone").run("imported").build();
        write(
                Statement.entity(foreign)
                        .type("http://example.org/Thing")
                        .with("https://example.org/ns#size", 3L)
                        .build(),
                Statement.relation(Kind.WAS_ATTRIBUTED_TO, foreign, "mailto:eve@example.org")
                        .build(),
                alone,
                Statement.entity("urn:x:other").build(),
                Statement.relation(Kind.WAS_DERIVED_FROM, "urn:x:mine", "urn:x:other")
                        .run("imported")
                        .build());
        Path file = folder.resolve("all.json");

        export(new Selection.All(), file);

        JsonNode document = JSON.readTree(file.toFile());
        assertThat(document.fieldNames().next()).isEqualTo("prefix");
        assertThat(document.path("prefix").path("http").asText()).isEqualTo("http:");
        assertThat(document.path("prefix").path("https").asText()).isEqualTo("https:");
        assertThat(document.path("prefix").path("mailto").asText()).isEqualTo("mailto:");
        assertThat(document.path("prefix").path("urn").asText()).isEqualTo("urn:");
        assertThat(document.path("prefix").has("doi")).isFalse();
        assertThat(document.path("entity").path(foreign).toString()).contains("https://example.org/ns#size");
        assertThat(document.path("agent").has("mailto:eve@example.org")).isTrue();
        JsonNode imported = document.path("bundle").path(Identifiers.record("imported"));
        assertThat(imported.path("entity").has(alone.id())).isTrue();
        assertThat(imported.path("wasDerivedFrom")).hasSize(1);
        accepted(file);
    }

    @Test
    void aSeriesHasItsPointsWhenAskedFor() throws Exception {
        String series = Identifiers.metricSeries(TwoRuns.A, "loss", "train");
        List<Said> chunks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            chunks.add(Said.of(new SeriesChunk(
                    TwoRuns.A,
                    series,
                    i,
                    List.of(100L * i, 1L),
                    List.of(1_000L * i, 5L),
                    List.of(0.5 + i, i == 11 ? Double.NaN : -1e-300))));
        }
        new GraphWriter(driver).write(WriteSet.of(chunks), List.of());
        Path file = folder.resolve("points.json.gz");

        new ProvExport(driver)
                .toFile(
                        new Extent(new Selection.Runs(List.of(TwoRuns.A, TwoRuns.B)), null, true),
                        file,
                        Progress.none());

        Path plain = unpacked(file);
        accepted(plain);
        JsonNode bundles = JSON.readTree(plain.toFile()).path("bundle");
        List<JsonNode> read = new ArrayList<>();
        for (JsonNode text : bundles.path(Identifiers.record(TwoRuns.A))
                .path("entity")
                .path(series)
                .path("mlp:points")) {
            read.add(JSON.readTree(text.path("$").asText()));
        }
        assertThat(read).hasSize(12);
        for (int i = 0; i < 12; i++) {
            assertThat(read.get(i).path("chunk").asInt()).isEqualTo(i);
            assertThat(read.get(i).path("steps").toString()).isEqualTo("[" + 100 * i + "," + (100 * i + 1) + "]");
            assertThat(read.get(i).path("times").toString()).isEqualTo("[" + 1000 * i + "," + (1000 * i + 5) + "]");
            assertThat(read.get(i).path("values").toString())
                    .isEqualTo("[" + (0.5 + i) + "," + (i == 11 ? "\"NaN\"" : "-1.0E-300") + "]");
        }
        assertThat(bundles.findValues("mlp:points")).hasSize(1);
    }

    @Test
    void sinceATimeThereAreOnlyTheRunsOfWhichSomethingWasHeard() throws Exception {
        Path file = folder.resolve("since.json");
        // A ends 50 s after ten, B begins at one minute after ten.
        Instant atTen = Instant.parse("2026-11-22T10:00:00Z");

        assertThat(since(atTen.plusSeconds(50), file).runs()).isEqualTo(2);
        assertThat(since(atTen.plusSeconds(51), file).runs()).isEqualTo(1);
        assertThat(JSON.readTree(file.toFile()).path("activity").has(Identifiers.run(TwoRuns.B)))
                .isTrue();
        write(
                Statement.activity(Identifiers.rank(TwoRuns.A, 0))
                        .run(TwoRuns.A)
                        .type(Profile.RANK)
                        .with("mlp:heardUntil", atTen.plusSeconds(500))
                        .build(),
                new Statement(
                        Kind.WAS_STARTED_BY,
                        "rel:rank",
                        TwoRuns.A,
                        List.of(),
                        Map.of(
                                Formal.ACTIVITY,
                                Identifiers.rank(TwoRuns.A, 0),
                                Formal.STARTER,
                                Identifiers.run(TwoRuns.A)),
                        List.of()));
        assertThat(since(atTen.plusSeconds(500), file).runs()).isEqualTo(1);
        assertThat(since(atTen.plusSeconds(501), file).runs()).isZero();
        accepted(file);
    }

    @Test
    void sinceATimeThereAreAlsoTheRunsOfWhichSomethingCameAfterTheirEnd() throws Exception {
        Path file = folder.resolve("since.json");
        Instant later = Instant.parse("2026-11-23T10:00:00Z");
        String run = Identifiers.run(TwoRuns.A);

        assertThat(since(later, file).runs()).isZero();
        write(Statement.entity(Identifiers.anomaly(TwoRuns.A, "non-finite", "train/loss", 0))
                .run(TwoRuns.A)
                .type(Profile.ANOMALY)
                .with("mlp:runId", TwoRuns.A)
                .with("mlp:detectedAt", later)
                .build());
        assertThat(since(later, file).runs()).isEqualTo(1);
        assertThat(since(later.plusSeconds(1), file).runs()).isZero();
        write(Statement.relation(Kind.WAS_GENERATED_BY, "registered:digits/1", run)
                .run(TwoRuns.A)
                .time(Formal.TIME, later.plusSeconds(1))
                .build());
        assertThat(since(later.plusSeconds(1), file).runs()).isEqualTo(1);
        assertThat(since(later.plusSeconds(2), file).runs()).isZero();
        write(
                Statement.activity("deployment:1")
                        .run(TwoRuns.A)
                        .type(Profile.DEPLOYMENT)
                        .time(Formal.START_TIME, later.plusSeconds(2))
                        .build(),
                new Statement(
                        Kind.WAS_STARTED_BY,
                        "rel:deployment",
                        TwoRuns.A,
                        List.of(),
                        Map.of(Formal.ACTIVITY, "deployment:1", Formal.STARTER, run),
                        List.of()));
        assertThat(since(later.plusSeconds(2), file).runs()).isEqualTo(1);
        assertThat(since(later.plusSeconds(3), file).runs()).isZero();
        write(Statement.activity(Identifiers.cleanup(TwoRuns.B))
                .run(TwoRuns.B)
                .type(Profile.CLEANUP)
                .time(Formal.END_TIME, later.plusSeconds(3))
                .build());
        assertThat(since(later.plusSeconds(3), file).runs()).isEqualTo(1);
        assertThat(JSON.readTree(file.toFile()).path("activity").has(Identifiers.run(TwoRuns.B)))
                .isTrue();
    }

    @Test
    void aTimeThatIsWrittenOtherwiseCountsAsWhatItIsAndAnythingElseAsLater() throws Exception {
        Path file = folder.resolve("since.json");
        Instant later = Instant.parse("2026-11-23T10:00:00Z");

        write(usedAt("2026-11-23T12:00:00+02:00"));
        assertThat(since(later, file).runs()).isEqualTo(1);
        assertThat(since(later.plusSeconds(1), file).runs()).isZero();
        write(usedAt("yesterday"));
        assertThat(since(later.plusSeconds(1), file).runs()).isEqualTo(1);
    }

    private static Statement usedAt(String time) {
        return new Statement(
                Kind.USED,
                "rel:used",
                TwoRuns.A,
                List.of(),
                Map.of(Formal.ACTIVITY, Identifiers.run(TwoRuns.A), Formal.ENTITY, TwoRuns.DATASET, Formal.TIME, time),
                List.of());
    }

    @Test
    void aRunAloneStillSaysWhatItUsedButNotWhereThatCameFrom() throws Exception {
        Path file = folder.resolve("b.json");

        export(new Selection.Runs(List.of(TwoRuns.B)), file);

        JsonNode document = JSON.readTree(file.toFile());
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
                                        .formal(Formal.PLAN, "config:unsaid")
                                        .build())),
                        List.of());
        Path file = folder.resolve("a.json");

        export(new Selection.Runs(List.of(TwoRuns.A)), file);

        JsonNode document = JSON.readTree(file.toFile());
        assertThat(document.path("agent").path("user:eve")).isEmpty();
        assertThat(document.path("entity").has("config:unsaid")).isTrue();
    }

    @Test
    void aRunComesBackFromItsDocumentAsItWas(Neo4jServer neo4j) throws Exception {
        Path exported = folder.resolve("a.json");
        Path again = folder.resolve("again.json");
        export(new Selection.Runs(List.of(TwoRuns.A)), exported);

        neo4j.clear();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE (:Entity {id: '1x:no-scheme'})",
                "MATCH (r:Run {runId: 'run-a'}) "
                        + "CREATE (r)-[:USED {run: 'run-a', id: 'rel:1'}]->(:Entity {id: '1x:no-scheme'})"
            })
    void aBrokenExportLeavesTheFileThatWasThere(String breaking) throws Exception {
        Path file = folder.resolve("both.json");
        Files.writeString(file, "before");
        try (Session session = driver.session()) {
            session.run(breaking).consume();
        }

        assertThatThrownBy(() -> export(new Selection.All(), file)).hasMessageContaining("1x:no-scheme");

        assertThat(file).hasContent("before");
        assertThat(GraphSnapshot.of(driver)).isNotEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private List<String> ids(Kind kind) {
        try (Session session = driver.session()) {
            return session.run("MATCH (n:%s) RETURN n.id".formatted(End.labelOf(kind)))
                    .list(row -> row.get(0).asString());
        }
    }

    private ProvExport.Summary export(Selection selection, Path file) throws IOException, NothingToExport {
        return new ProvExport(driver).toFile(Extent.of(selection), file, Progress.none());
    }

    private ProvExport.Summary since(Instant begin, Path file) throws IOException, NothingToExport {
        return new ProvExport(driver).toFile(new Extent(new Selection.All(), begin, false), file, Progress.none());
    }

    private void write(Statement... statements) throws WatermarkMoved {
        new GraphWriter(driver).write(Statements.writeSet(List.of(statements)), List.of());
    }

    private static void accepted(Path file) throws InterruptedException {
        List<Verdict> verdicts =
                Judges.of(Path.of(System.getProperty("headwater.root"))).judge(file);
        verdicts.forEach(System.out::println);
        assertThat(verdicts).noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    private Path unpacked(Path file) throws IOException {
        Path plain = folder.resolve("unpacked.json");
        try (InputStream in = Files.newInputStream(file);
                InputStream unpacked = file.toString().endsWith(".gz")
                        ? new GZIPInputStream(in)
                        : file.toString().endsWith(".zst") ? new ZstdInputStream(in) : in) {
            Files.copy(unpacked, plain, StandardCopyOption.REPLACE_EXISTING);
        }
        return plain;
    }
}
