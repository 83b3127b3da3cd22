package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Trainers without a line of Headwater in them, from {@code -javaagent} to the answer of a Cypher query. */
@ExtendWith(RunningStack.class)
class JavaAgentRunIT {

    private static final Path AGENT =
            Path.of(System.getProperty("headwater.root")).resolve("producer-agent/target");
    private static final String JOBS = "dev.headwater.agent.instrument.jobs.";

    @TempDir
    Path folder;

    /** 1,500 digits to train on and 297 to test with. */
    private void digits(String header) throws IOException {
        try (InputStream packed =
                Objects.requireNonNull(JavaAgentRunIT.class.getResourceAsStream("/dev/headwater/demo/digits.csv.gz"))) {
            List<String> rows = new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            Files.writeString(folder.resolve("train.csv"), header + String.join("\n", rows.subList(0, 1_500)) + "\n");
            Files.writeString(
                    folder.resolve("test.csv"), header + String.join("\n", rows.subList(1_500, 1_797)) + "\n");
        }
    }

    /** Trains, and lets the trainer end when the graph has its model. */
    private String train(Home home, String name, String job) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + AGENT.resolve("headwater-agent.jar"),
                        "-cp",
                        AGENT.resolve("test-classes")
                                + File.pathSeparator
                                + Files.readString(AGENT.resolve("trainer-libraries"))
                                        .trim(),
                        JOBS + job,
                        "train.csv",
                        "test.csv",
                        "model.bin")
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("HEADWATER_"));
        builder.environment().put("HEADWATER_HOME", home.path().toString());
        builder.environment().put("HEADWATER_NAME", name);
        Process trainer = builder.start();
        asked(home, "MATCH (m:Model)-[:WAS_GENERATED_BY]->(r:Run {name: '" + name + "'}) RETURN m.sha256 AS sha256");
        trainer.getOutputStream().close();
        assertThat(trainer.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return Files.readString(folder.resolve("out")).strip();
    }

    private JsonNode asked(Home home, String cypher) {
        return await().atMost(Duration.ofSeconds(120))
                .until(() -> home.run(folder, "cypher", "--json", cypher).json(), rows -> !rows.isEmpty())
                .get(0);
    }

    private String sha256(String file) throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(file)));
        return String.format("%064x", new BigInteger(1, digest));
    }

    /** The lineage that both trainers have: files in, model out, by digest. */
    private String lineage(String name, String params, String series) throws IOException, NoSuchAlgorithmException {
        return "MATCH (run:Run {name: '" + name + "', status: 'FINISHED'})-[:USED]->(config:Configuration) WHERE "
                + params
                + " MATCH (run)-[:USED {role: 'mlp:train'}]->(train:Dataset {sha256: '" + sha256("train.csv") + "'})"
                + " MATCH (run)-[:USED {role: 'mlp:test'}]->(test:Dataset {sha256: '" + sha256("test.csv") + "'})"
                + " MATCH (model:Model {sha256: '" + sha256("model.bin") + "'})-[:WAS_GENERATED_BY]->(run)"
                + " MATCH (model)-[:WAS_DERIVED_FROM]->(train)"
                + " MATCH (series:MetricSeries)-[:WAS_GENERATED_BY]->(run) WHERE " + series
                + " RETURN run.runId AS run, series.count AS count, series.lastValue AS last, count(*) AS answers";
    }

    @Test
    void showsTheLineageOfAnXgboostTraining(Home home) throws Exception {
        digits("");
        train(home, "xgboost", "XgboostJob");

        JsonNode row = asked(
                home,
                lineage(
                        "xgboost",
                        "config.`param:eta` = 0.3 AND config.`param:num_round` = 5",
                        "series.name = 'mlogloss' AND series.context = 'test' AND series.count = 5"));

        assertThat(row.get("answers").longValue()).isEqualTo(1);
        assertThat(row.get("last").doubleValue()).isBetween(0.0, 2.3);
    }

    @Test
    void showsTheLineageOfATribuoTraining(Home home) throws Exception {
        digits(IntStream.range(0, 64).mapToObj(pixel -> "pixel" + pixel + ",").collect(Collectors.joining())
                + "digit\n");
        String accuracy = train(home, "tribuo", "TribuoJob");

        JsonNode row = asked(
                home,
                lineage(
                        "tribuo",
                        "config.`param:trainer.epochs` = 5",
                        "series.name = 'accuracy/micro_average' AND series.context = 'test'"));

        assertThat(row.get("answers").longValue()).isEqualTo(1);
        assertThat(row.get("last").doubleValue()).isEqualTo(Double.parseDouble(accuracy));
    }
}
