package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.agent.instrument.jobs.DjlJob;
import dev.headwater.agent.instrument.jobs.TribuoJob;
import dev.headwater.agent.instrument.jobs.XgboostJob;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunStarted;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Trainers without a line of our API, with the final jar as their agent: what arrives of them. */
@ExtendWith(KafkaExtension.class)
class JavaAgentIT {

    private final KafkaServer kafka;
    private final String runId = Headwater.newRunId();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    JavaAgentIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
    }

    private Trainer trainer() {
        return new Trainer(
                folder,
                Map.of(
                        "HEADWATER_BOOTSTRAP",
                        kafka.bootstrap(),
                        "HEADWATER_HOME",
                        folder.resolve("home").toString(),
                        "HEADWATER_EXPERIMENT",
                        "agent",
                        "HEADWATER_RUN_ID",
                        runId));
    }

    /** What arrived, whatever was too late for the last two seconds of the process. */
    private Inbox inbox() {
        Orphans.ship(
                CollectorOptions.builder(Map.of())
                        .bootstrap(kafka.bootstrap())
                        .home(folder.resolve("home"))
                        .build(),
                Duration.ofSeconds(30));
        return Inbox.of(kafka.bootstrap(), runId);
    }

    /** Whether so many models have been read or written, hashed, and said. */
    private boolean models(int count) {
        return Inbox.of(kafka.bootstrap(), runId).payloads(ArtifactLogged.class).size() == count;
    }

    private static Map<String, Object> params(Inbox inbox) {
        Map<String, Object> params = new TreeMap<>();
        inbox.payloads(ParamsLogged.class).forEach(logged -> params.putAll(logged.getParams()));
        return params;
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return String.format("%064x", new BigInteger(1, digest));
    }

    private Map<String, List<String>> datasets(Inbox inbox) {
        return inbox.payloads(DatasetUsed.class).stream()
                .collect(Collectors.toMap(
                        DatasetUsed::getRole,
                        used -> List.of(used.getName(), String.valueOf(used.getSha256())),
                        (one, other) -> other,
                        TreeMap::new));
    }

    @Test
    void anXgboostTrainingIsSeenWhole() throws Exception {
        Path train = folder.resolve("train.csv");
        Path test = folder.resolve("test.csv");
        Path model = folder.resolve("digits.ubj");
        Trainer.digits(train, 0, 1_500, "");
        Trainer.digits(test, 1_500, 1_797, "");

        Trainer.Outcome outcome = trainer()
                .runUntil(() -> models(2), XgboostJob.class, train.toString(), test.toString(), model.toString());

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().trim()).isEqualTo("297");
        assertThat(outcome.err()).doesNotContain("Headwater's", "Headwater cannot see");
        Inbox inbox = inbox();
        assertThat(inbox.payloads(RunStarted.class)).singleElement().satisfies(start -> {
            assertThat(start.getExperiment()).isEqualTo("agent");
            assertThat(start.getCommandLine()).contains(XgboostJob.class.getName());
        });
        assertThat(params(inbox))
                .containsEntry("eta", 0.3)
                .containsEntry("max_depth", 4L)
                .containsEntry("objective", "multi:softprob")
                .containsEntry("num_round", 5L);
        assertThat(datasets(inbox))
                .containsOnly(
                        Map.entry("train", List.of("train.csv", sha256(train))),
                        Map.entry("test", List.of("test.csv", sha256(test))));
        Map<String, List<Inbox.Arrived>> series =
                inbox.points().stream().collect(Collectors.groupingBy(Inbox.Arrived::series));
        assertThat(series).containsOnlyKeys("train/mlogloss", "test/mlogloss");
        series.forEach((name, points) -> {
            assertThat(points).as(name).extracting(Inbox.Arrived::step).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
            assertThat(points).as(name).allMatch(point -> point.value() > 0 && point.value() < 2.31);
        });
        assertThat(inbox.payloads(ArtifactLogged.class)).hasSize(2).allSatisfy(artifact -> {
            assertThat(artifact.getKind()).isEqualTo(ArtifactKind.MODEL);
            assertThat(artifact.getSha256()).isEqualTo(sha256(model));
        });
        assertThat(inbox.payloads(ArtifactLogged.class))
                .extracting(ArtifactLogged::getDirection)
                .containsExactly(ArtifactDirection.OUTPUT, ArtifactDirection.INPUT);
        finished(inbox);
    }

    @Test
    void aTribuoTrainingIsSeenWhole() throws Exception {
        Path train = folder.resolve("train.csv");
        Path test = folder.resolve("test.csv");
        Path model = folder.resolve("digits.tribuo");
        Trainer.digits(train, 0, 1_500, "digit");
        Trainer.digits(test, 1_500, 1_797, "digit");

        Trainer.Outcome outcome = trainer()
                .runUntil(() -> models(1), TribuoJob.class, train.toString(), test.toString(), model.toString());

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.err()).doesNotContain("Headwater's", "Headwater cannot see");
        Inbox inbox = inbox();
        assertThat(params(inbox))
                .containsEntry("trainer", "org.tribuo.classification.sgd.linear.LogisticRegressionTrainer")
                .containsEntry("trainer.epochs", 5L)
                .containsEntry("trainer.optimiser", "org.tribuo.math.optimisers.AdaGrad")
                .containsEntry("trainer.optimiser.initialLearningRate", 1.0)
                .containsEntry("data.num-examples", 1_500L);
        assertThat(datasets(inbox))
                .containsOnly(
                        Map.entry("train", List.of("train.csv", sha256(train))),
                        Map.entry("test", List.of("test.csv", sha256(test))));
        Map<String, Double> metrics =
                inbox.points().stream().collect(Collectors.toMap(Inbox.Arrived::series, Inbox.Arrived::value));
        assertThat(metrics.get("test/accuracy/micro_average"))
                .isEqualTo(Double.parseDouble(outcome.out().trim()));
        assertThat(metrics).containsKeys("test/f1/macro_average", "test/recall/7");
        assertThat(inbox.payloads(ArtifactLogged.class)).singleElement().satisfies(artifact -> {
            assertThat(artifact.getKind()).isEqualTo(ArtifactKind.MODEL);
            assertThat(artifact.getDirection()).isEqualTo(ArtifactDirection.OUTPUT);
            assertThat(artifact.getSha256()).isEqualTo(sha256(model));
        });
        finished(inbox);
    }

    /** Where PyTorch can be had: the build resolves it for one platform. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void aDjlTrainingIsSeenWhole() throws Exception {
        Path train = folder.resolve("train.csv");
        Path models = folder.resolve("models");
        Trainer.digits(train, 0, 1_500, "");

        Trainer.Outcome outcome = trainer()
                .with("DJL_CACHE_DIR", Path.of("target", "djl").toAbsolutePath().toString())
                .options("-Dai.djl.offline=true")
                .runUntil(() -> models(1), DjlJob.class, train.toString(), models.toString());

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.err()).doesNotContain("Headwater's", "Headwater cannot see");
        Inbox inbox = inbox();
        assertThat(params(inbox))
                .containsEntry("model", "digits")
                .containsEntry("loss", "SoftmaxCrossEntropyLoss")
                .containsEntry("epochs", 2L)
                .containsKeys("optimizer", "devices");
        Map<String, List<Inbox.Arrived>> series =
                inbox.points().stream().collect(Collectors.groupingBy(Inbox.Arrived::series));
        assertThat(series)
                .containsOnlyKeys(
                        "train/Accuracy",
                        "train/SoftmaxCrossEntropyLoss",
                        "train/loss",
                        "train/batch/Accuracy",
                        "train/batch/SoftmaxCrossEntropyLoss");
        assertThat(series.get("train/Accuracy")).extracting(Inbox.Arrived::step).containsExactly(1L, 2L);
        // Weights begin at random, so the values differ from run to run; what counts is that they are the program's
        // own. DJL's evaluators give floats, and its metrics print them as such.
        assertThat(series.get("train/Accuracy"))
                .extracting(Inbox.Arrived::value)
                .containsExactlyElementsOf(outcome.out()
                        .lines()
                        .map(line -> (double) Float.parseFloat(line))
                        .toList());
        assertThat(inbox.payloads(ArtifactLogged.class)).singleElement().satisfies(artifact -> {
            assertThat(artifact.getKind()).isEqualTo(ArtifactKind.MODEL);
            assertThat(artifact.getSha256()).isEqualTo(sha256(models.resolve("digits-0002.params")));
        });
        finished(inbox);
    }

    private static void finished(Inbox inbox) {
        assertThat(inbox.payloads(RunEnded.class)).singleElement().satisfies(end -> {
            assertThat(end.getStatus()).isEqualTo(EndStatus.FINISHED);
            assertThat(end.getExitCode()).isZero();
            assertThat(end.getMetricPoints()).isEqualTo(inbox.points().size());
        });
        assertThat(inbox.hardware()).extracting(columns -> columns.getDevice()).contains("jvm", "cpu");
    }
}
