package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.CommandInProcess;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningStack.class)
class ImportIT {

    @TempDir
    Path folder;

    @Test
    void aForeignDocumentIsInTheGraphOnceHoweverOftenItIsImported(Home home) throws IOException {
        Files.writeString(folder.resolve("theirs.json"), """
                {"entity": {"ex:report": {"ex:pages": {"$": "12", "type": "xsd:long"}}},
                 "activity": {"ex:writing": {"prov:startTime": "2026-01-01T00:00:00.000Z"}},
                 "wasGeneratedBy": {"_:g": {"prov:entity": "ex:report", "prov:activity": "ex:writing"},
                                    "ex:broken": {"prov:activity": "ex:writing"}},
                 "prefix": {"ex": "http://example.org/"}}""");

        Outcome first = home.run(folder, "import", "theirs.json", "--json");
        home.run(folder, "import", "theirs.json");

        assertThat(first.status()).isEqualTo(1);
        assertThat(first.err()).contains("left out: wasGeneratedBy ex:broken has no prov:entity");
        String speaker = first.json().get(0).get("saidBy").textValue();
        // What comes behind it on the same partition is there: so is all before.
        Files.writeString(
                folder.resolve("last.json"),
                "{\"entity\": {\"run:last-of-imports\": {}}}"
                        .replace(
                                "{\"entity\"",
                                "{\"prefix\": {\"run\": \"https://headwater.dev/id/run/\"}, \"entity\""));
        home.run(folder, "import", "--as", speaker, "last.json");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> home.run(folder, "cypher", "MATCH (e:Entity {id: 'run:last-of-imports'}) RETURN e.id")
                        .out()
                        .contains("last-of-imports"));

        Outcome found = home.run(
                folder,
                "cypher",
                "--json",
                "MATCH (e:Entity {id: 'http://example.org/report'})-[g:WAS_GENERATED_BY]->(a:Activity) "
                        + "RETURN e['http://example.org/pages'] AS pages, a.id AS activity, g.run AS run");
        assertThat(found.json()).singleElement().satisfies(row -> {
            assertThat(row.get("pages").longValue()).isEqualTo(12);
            assertThat(row.get("activity").textValue()).isEqualTo("http://example.org/writing");
            assertThat(row.get("run").textValue()).isEqualTo(speaker);
        });
    }

    @Test
    void aDocumentSaysNothingForARunThatIsThereUnlessItIsToldTo(Home home) throws IOException {
        Path document = Files.writeString(folder.resolve("run.json"), """
                {"prefix": {"mlp": "https://headwater.dev/ns/mlp#", "run": "https://headwater.dev/id/run/",
                            "record": "https://headwater.dev/id/record/"},
                 "activity": {"run:imported%20once": {"prov:type": {"$": "mlp:Run", "type": "prov:QUALIFIED_NAME"}}},
                 "entity": {"record:imported%20once": {"prov:type": {"$": "mlp:RunRecord", "type": "prov:QUALIFIED_NAME"}}}}""");

        CommandInProcess headwater = new CommandInProcess();

        assertThat(headwater.run("import", "--home", home.path(), document)).isZero();

        assertThat(headwater.run("import", "--home", home.path(), document)).isEqualTo(1);
        assertThat(headwater.err())
                .contains(
                        "run.json: run imported once is there already: --replace lets the document say anew what it said");
        assertThat(headwater.run("import", "--home", home.path(), "--replace", document))
                .isZero();
        assertThat(headwater.run("import", "--home", home.path(), "--as", "them", document))
                .isZero();
    }

    @Test
    void aDocumentOfYProv4MlIsARunLikeOurs(Home home) throws IOException {
        Path run = folder.resolve("imported_0");
        Files.writeString(
                Files.createDirectories(run.resolve("metrics_GR0")).resolve("loss.csv"),
                "epoch,value,timestep\n0,1.5,1000\n1,0.5,2000\n");
        Files.writeString(run.resolve("prov.json"), """
                {"prefix": {"yprov": "https://github.com/HPCI-Lab/yProv4ML", "provml": "prov-ml", "default": "imported_GR0_0",
                            "dcterms": "http://purl.org/dc/terms/"},
                 "agent": {"ada": {}},
                 "activity": {"imported_GR0_0": {"yprov:experiment_name": "imported_GR0_0", "yprov:time_zone": "CET+0100",
                     "yprov:PID": "015196bf-083a", "prov:startedAtTime": "2026-01-01T11:00:00.5", "prov:endedAtTime": "2026-01-01T11:01:00"},
                   "TRAINING": {"prov:startedAtTime": "2026-01-01T11:01:00"}},
                 "entity": {"lr//imported_GR0_0": {"prov:type": "provml:HyperParameter", "prov:label": "lr", "prov:value": "0.001"},
                   "loss//TRAINING": {"prov:type": "provml:Metric", "yprov:context": "TRAINING", "prov:label": "loss",
                     "dcterms:identifier": "elsewhere/imported_0/metrics_GR0/loss.csv"}},
                 "wasGeneratedBy": {"_:1": {"prov:entity": "loss//TRAINING", "prov:activity": "TRAINING"}},
                 "wasInformedBy": {"_:2": {"prov:informed": "TRAINING", "prov:informant": "imported_GR0_0"}}}""");

        Outcome imported = home.run(folder, "import", run.resolve("prov.json").toString());

        assertThat(imported.status()).as(imported.err()).isZero();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Outcome show = home.run(folder, "show", "imported_GR0_0-015196bf", "--json");
            assertThat(show.status()).as(show.err()).isZero();
            JsonNode shown = show.json().get(0);
            assertThat(shown.at("/params/lr").doubleValue()).isEqualTo(0.001);
            assertThat(shown.get("user").textValue()).isEqualTo("ada");
            assertThat(shown.at("/metrics/0/context").textValue()).isEqualTo("train");
            assertThat(shown.at("/metrics/0/count").longValue()).isEqualTo(2);
            assertThat(shown.at("/metrics/0/min").doubleValue()).isEqualTo(0.5);
            Outcome points = home.run(
                    folder,
                    "cypher",
                    "--json",
                    "MATCH (s:MetricSeries {id: 'series:imported_GR0_0-015196bf/train/loss'})-[:HAS_CHUNK]->(c) "
                            + "RETURN c.values AS values");
            assertThat(points.out()).contains("[1.5,0.5]");
        });
        assertThat(home.run(folder, "runs", "--experiment", "imported", "--json")
                        .json())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.get("status").textValue()).isEqualTo("FINISHED");
                    assertThat(listed.get("startTime").textValue()).startsWith("2026-01-01T10:00:00.5");
                });
    }
}
