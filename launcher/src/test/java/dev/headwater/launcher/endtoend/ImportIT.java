package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
}
