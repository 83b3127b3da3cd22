package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.Json;
import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import dev.headwater.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningStack.class)
class ReplayIT {

    @TempDir
    Path folder;

    @Test
    void bringsALogIntoTheGraphAndOutAsProvJson(Home home) throws IOException {
        Path csv = Files.writeString(
                folder.resolve("log.csv"),
                "step,t,train/loss,lr\n0,2026-01-31 12:00:00,1.5,0.1\n1,2026-01-31 12:00:10,,0.1\n2,2026-01-31 12:00:20,nan,0.1\n");
        Path params =
                Files.writeString(folder.resolve("p.json"), "{\"units\": 64, \"rate\": 0.5, \"nested\": {\"a\": 1}}");

        Outcome replay = home.run(
                folder,
                "replay",
                "--csv",
                csv.toString(),
                "--step",
                "step",
                "--time",
                "t",
                "--params",
                params.toString(),
                "--experiment",
                "replay-it",
                "--name",
                "whole",
                "--tag",
                "k=v",
                "--json");

        assertThat(replay.status()).as(replay.err()).isZero();
        assertThat(replay.json().get(0).get("runs").intValue()).isEqualTo(1);
        assertThat(replay.json().get(0).get("points").longValue()).isEqualTo(5);
        List<JsonNode> runs = completeRuns(home, "replay-it", 1);
        assertThat(runs.get(0).get("status").textValue()).isEqualTo("FINISHED");
        assertThat(runs.get(0).get("startTime").textValue()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(runs.get(0).get("endTime").textValue()).isEqualTo("2026-01-31T12:00:20Z");
        String runId = runs.get(0).get("runId").textValue();

        JsonNode shown = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> home.run(folder, "show", "whole", "--json").json().get(0),
                        run -> run.get("metrics").size() == 2);
        assertThat(shown.get("params").toString())
                .isEqualTo("{\"nested\":\"{\\\"a\\\":1}\",\"rate\":0.5,\"units\":64}");
        JsonNode loss = shown.get("metrics").get(1);
        assertThat(loss.get("context").textValue()).isEqualTo("train");
        assertThat(loss.get("count").longValue()).isEqualTo(2);
        assertThat(loss.get("nonFinite").longValue()).isEqualTo(1);
        assertThat(loss.get("min").doubleValue()).isEqualTo(1.5);
        assertThat(home.run(folder, "show", runId.substring(0, runId.length() - 2))
                        .out())
                .contains("Run " + runId, "train/loss");

        Path document = folder.resolve("out/provenance.json");
        Outcome export = home.run(folder, "export", runId, "--out", document.toString());
        assertThat(export.status()).as(export.err()).isZero();
        assertThat(Json.read(Files.readString(document)).get("activity").has("run:" + runId))
                .isTrue();
    }

    @Test
    void publishesTheOtherRunsOfAManifestWhenOneIsBad(Home home) throws IOException {
        Files.writeString(folder.resolve("good.csv"), "step,x\n0,1\n1,2\n");
        Files.writeString(folder.resolve("bad.csv"), "step,x\n0,1\nx,2\n");
        Path manifest = Files.writeString(folder.resolve("m.jsonl"), """
                {"csv": "good.csv", "step": "step", "experiment": "manifest-it", "name": "one", "params": {"a": 1}}
                {"csv": "bad.csv", "step": "step", "experiment": "manifest-it", "name": "two"}
                {"csv": "good.csv", "step": "step", "experiment": "manifest-it", "name": "three", "status": "failed"}
                """);

        Outcome replay = home.run(folder, "replay", "--manifest", manifest.toString());

        assertThat(replay.status()).isEqualTo(1);
        assertThat(replay.err().lines()).hasSize(1);
        assertThat(replay.err()).contains("m.jsonl:2: ", "bad.csv:3: \"x\" in column \"step\"");
        assertThat(replay.out()).startsWith("replayed 2 runs, 4 points in ").contains("1 failed");
        assertThat(completeRuns(home, "manifest-it", 2))
                .extracting(run -> run.get("status").textValue())
                .containsExactlyInAnyOrder("FINISHED", "FAILED");
    }

    @Test
    void findsTheNanInALog(Home home) throws IOException {
        Files.writeString(folder.resolve("nan.csv"), "step,loss\n0,1\n1,0.9\n2,nan\n3,nan\n");
        home.run(folder, "replay", "--csv", "nan.csv", "--step", "step", "--name", "turned-nan");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(home.run(folder, "anomalies", "turned-nan", "--json")
                                .json())
                        .extracting(finding -> finding.get("rule").textValue())
                        .contains("non-finite"));
    }

    @Test
    void listsWhatWasSetAside(Home home) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", home.bootstrap()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topic.METRICS.topicName(), "some-run", "no Avro at all"));
        }

        Outcome listed = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> home.run(folder, "dead-letters", "--kind", "unreadable", "--json"),
                        outcome -> outcome.status() != 0 || !outcome.out().isEmpty());

        assertThat(listed.status()).as(listed.err()).isZero();
        assertThat(listed.json()).singleElement().satisfies(letter -> {
            assertThat(letter.get("bytes").intValue()).isEqualTo("no Avro at all".length());
            assertThat(letter.get("headers").get("headwater.topic").textValue()).isEqualTo("headwater.metrics");
            assertThat(letter.get("headers").get("headwater.reason").textValue())
                    .contains("not in Confluent framing");
        });
        assertThat(home.run(folder, "dead-letters").out())
                .contains("KIND", "unreadable", "headwater.metrics/", "not in Confluent framing");
        assertThat(home.run(folder, "dead-letters", "--kind", "failed").err())
                .contains("no dead letters of kind failed");
    }

    @Test
    void answersCypher(Home home) {
        Outcome sum = home.run(folder, "cypher", "RETURN $a + 1 AS sum, 'x' AS text", "--param", "a=41", "--json");
        Outcome table = home.run(folder, "cypher", "UNWIND [1, 2] AS n RETURN n, n * n AS square");
        Outcome write = home.run(folder, "cypher", "CREATE (:Nonsense)");
        Outcome wrong = home.run(folder, "cypher", "NONSENSE");

        assertThat(sum.out().strip()).isEqualTo("{\"sum\":42,\"text\":\"x\"}");
        assertThat(table.out().lines()).containsExactly("n  square", "1       1", "2       4");
        assertThat(write.status()).isEqualTo(1);
        assertThat(write.err().lines()).hasSize(1);
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("headwater: Neo4j: Invalid input 'NONSENSE'");
        assertThat(wrong.err().lines()).hasSize(1);
    }

    @Test
    void namesARunThatIsNotThere(Home home) {
        for (String[] words : new String[][] {
            {"show", "no-such-run"},
            {"anomalies", "no-such-run"},
            {"watch", "no-such-run"},
            {"export", "no-such-run", "--out", "x.json"}
        }) {
            Outcome outcome = home.run(folder, words);

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err().lines()).hasSize(1);
            assertThat(outcome.err()).startsWith("headwater: no run \"no-such-run\"");
        }
    }

    private List<JsonNode> completeRuns(Home home, String experiment, int count) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> home.run(folder, "runs", "--experiment", experiment, "--json")
                                .json(),
                        runs -> runs.size() == count
                                && runs.stream()
                                        .allMatch(run -> run.get("complete").asBoolean(false)));
    }
}
