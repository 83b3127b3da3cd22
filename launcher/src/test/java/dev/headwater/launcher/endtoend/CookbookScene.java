package dev.headwater.launcher.endtoend;

import static dev.headwater.launcher.endtoend.TeamEvents.ENDPOINT;
import static dev.headwater.launcher.endtoend.TeamEvents.code;
import static dev.headwater.launcher.endtoend.TeamEvents.data;
import static dev.headwater.launcher.endtoend.TeamEvents.deployment;
import static dev.headwater.launcher.endtoend.TeamEvents.digest;
import static dev.headwater.launcher.endtoend.TeamEvents.environment;
import static dev.headwater.launcher.endtoend.TeamEvents.registration;
import static dev.headwater.launcher.endtoend.TeamEvents.start;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.JournalDamaged;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.TagsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A day of a small team: classifiers of digits, one of them trained on a bad version of the data and another made from it; a
 * sweep of translators; runs that are resumed, incomplete, lost, and going on. Each run begins an hour after the one before it.
 */
final class CookbookScene {

    static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");

    private static final double MEGAJOULES_OF_A_KILOWATT_HOUR = 3.6;

    private final InMemoryProcessor processor;

    CookbookScene(InMemoryProcessor processor) {
        this.processor = processor;
    }

    void plays() {
        lost();
        processor.pass(Duration.ofSeconds(70));
        baseline("baseline", 1, "ada", "node-a");
        baseline("repeat", 2, "grace", "node-b");
        prepare();
        moreData();
        fineTune();
        fixedData();
        trial("lr-1", 7, 0.1, EndStatus.FINISHED, 0.40, 0.55);
        trial("lr-2", 8, 0.2, EndStatus.FINISHED, 0.42, 0.61);
        trial("lr-3", 9, 0.4, EndStatus.FAILED, 0.30);
        resumed();
        crossValidation();
        processor.pass(Duration.ofSeconds(5));
    }

    /** Heard of for a moment; the first run of the day. */
    private void lost() {
        ScriptedProcess run = process("lost", 0);
        run.say(start("translate", "grace", "node-c").build());
        run.write(ArtifactKind.CHECKPOINT, "step-10.ckpt", digest("c9"), null);
        run.metrics("train", "loss", 0, 3, 2);
    }

    private void baseline(String id, int hour, String user, String host) {
        ScriptedProcess run = process(id, hour);
        run.say(start("digits", user, host).setName(id + " of the day").build());
        run.say(new ParamsLogged(Map.of("lr", 0.1, "seed", 1L, "optimizer", "sgd")));
        run.say(new TagsSet(Map.of("team", "vision")));
        run.say(code("f1", false, "Ada <ada@example.org>"));
        run.say(environment("e1", "3.11"));
        run.say(data("digits-train", "train", "d1").build());
        run.say(data("digits-test", "test", "d9").build());
        epoch(run, 0, 0.91, "c1");
        epoch(run, 1, 0.93, "c2");
        gpu(run, host, 0.8, 1);
        run.write(ArtifactKind.MODEL, "digits.bin", digest("a1"), null);
        run.write(ArtifactKind.FILE, "confusion.png", digest("b3"), null);
        if (id.equals("baseline")) {
            run.say(registration("1", "a1", List.of()));
            run.say(deployment("d-1", "1"));
        }
        run.end(EndStatus.FINISHED);
    }

    /** Makes the second version of the data, which is bad. */
    private void prepare() {
        ScriptedProcess run = process("prepare", 3);
        run.say(start("data", "ada", "node-a").build());
        run.say(data("digits-raw", "source", "d0").build());
        run.say(data("scans", "source", "")
                .setSha256(null)
                .setUri("s3://scans/2026")
                .build());
        run.write(ArtifactKind.FILE, "digits-train.npz", digest("d2"), null);
        run.end(EndStatus.FINISHED);
    }

    private void moreData() {
        ScriptedProcess run = process("more-data", 4);
        run.say(start("digits", "grace", "node-b").build());
        run.say(new ParamsLogged(Map.of("lr", 0.1, "seed", 1L, "optimizer", "sgd")));
        run.say(code("f1", false, "Ada <ada@example.org>"));
        run.say(environment("e1", "3.11"));
        run.say(data("digits-train", "train", "d2").setRevisionOf(digest("d1")).build());
        run.say(data("digits-test", "test", "d9").build());
        warmUp(run);
        epoch(run, 0, 0.85, "c3");
        run.metrics(
                "train", "loss", 40, IntStream.range(0, 8).mapToDouble(i -> 4).toArray());
        gpu(run, "node-b", 0.7, 2);
        run.write(ArtifactKind.MODEL, "digits.bin", digest("a2"), null);
        run.end(EndStatus.FINISHED);
    }

    /** Goes on from the model of the run before, and takes its place in production. */
    private void fineTune() {
        ScriptedProcess run = process("fine-tune", 5);
        run.say(start("digits", "grace", "node-a").build());
        run.say(new ParamsLogged(Map.of("lr", 0.01, "seed", 1L, "optimizer", "sgd")));
        run.say(code("f1", false, "Ada <ada@example.org>"));
        run.say(environment("e1", "3.11"));
        run.read(ArtifactKind.MODEL, "digits.bin", digest("a2"));
        run.read(ArtifactKind.FILE, "labels.txt", digest("b1"));
        run.say(ScriptedProcess.artifact(ArtifactDirection.INPUT, ArtifactKind.FILE, "notes.txt", digest("b4"))
                .setSha256(null)
                .setUri("file:///home/grace/notes.txt")
                .setUnstable(true)
                .build());
        run.say(data("digits-train", "train", "d1").build());
        run.say(data("digits-test", "test", "d9").build());
        epoch(run, 0, 0.95, "c4");
        gpu(run, "node-a", 0.9, 0.5);
        run.write(ArtifactKind.MODEL, "digits.bin", digest("a3"), null);
        run.say(registration("2", "a3", List.of("champion")));
        run.say(deployment("d-2", "2"));
        run.say(DeploymentLogged.newBuilder()
                .setEndpoint(ENDPOINT)
                .setDeployment("d-1")
                .setRetired(true)
                .build());
        run.end(EndStatus.FINISHED);
    }

    /** Code that was not committed, and a model that nobody evaluated; nobody measured its energy either. */
    private void fixedData() {
        ScriptedProcess run = process("fixed-data", 6);
        run.say(start("digits", "grace", "node-b").build());
        run.say(new ParamsLogged(Map.of("lr", 0.05, "seed", 1L, "optimizer", "sgd")));
        run.say(code("f2", true, "Grace <grace@example.org>"));
        run.say(environment("e2", "3.12"));
        run.say(data("digits-train", "train", "d3").setRevisionOf(digest("d2")).build());
        run.metrics("train", "loss", 0, falling());
        run.write(ArtifactKind.MODEL, "digits.bin", digest("a4"), null);
        run.end(EndStatus.FINISHED);
    }

    private void trial(String id, int hour, double rate, EndStatus status, double... accuracies) {
        ScriptedProcess run = process(id, hour);
        run.say(start("translate", "ada", "node-c")
                .setSweep("lr")
                .setSearchSpace("lr: [0.1, 0.2, 0.4]")
                .setOrganization("Acme AI")
                .build());
        run.say(new ParamsLogged(Map.of("lr", rate, "seed", 7L)));
        run.say(code("f3", false, "Ada <ada@example.org>"));
        run.say(data("corpus", "train", "dc").build());
        run.metrics("validation", "accuracy", 0, accuracies);
        if (status == EndStatus.FINISHED) {
            run.write(ArtifactKind.MODEL, "translator.bin", digest("a" + hour), null);
            if (id.equals("lr-2")) {
                run.say(DeploymentLogged.newBuilder()
                        .setEndpoint("https://translate.example.org")
                        .setDeployment("t-1")
                        .setSha256(digest("a" + hour))
                        .build());
            }
            run.end(status);
            return;
        }
        run.metrics("train", "loss", 0, falling());
        checkpoint(run, 10, "c5");
        checkpoint(run, 20, "c6");
        run.metrics("train", "loss", 40, Double.NaN);
        run.hardware("node-c", "gpu0", "xid", "1", 0, 79);
        checkpoint(run, 50, "c7");
        run.say(ScriptedProcess.artifact(ArtifactDirection.OUTPUT, ArtifactKind.FILE, "train.log", digest("b2"))
                .setSha256(null)
                .setUri("file:///logs/lr-3/train.log")
                .setUnstable(true)
                .build());
        run.end(RunEnded.newBuilder()
                .setStatus(status)
                .setExitCode(1)
                .setErrorType("FloatingPointError")
                .setErrorMessage("the loss is NaN"));
    }

    /** Killed behind its first checkpoint, and started again from it. */
    private void resumed() {
        ScriptedProcess killed = new ScriptedProcess(processor, "resumed", 0, "boot-1", hour(10));
        killed.say(start("translate", "ada", "node-c").build());
        killed.say(new ParamsLogged(Map.of("lr", 0.2, "seed", 8L)));
        killed.say(data("corpus", "train", "dc").build());
        checkpoint(killed, 10, "c8");
        ScriptedProcess again = new ScriptedProcess(processor, "resumed", 0, "boot-2", hour(10).plusSeconds(600));
        again.say(start("translate", "ada", "node-c").build());
        again.say(
                ScriptedProcess.artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, "step-10.ckpt", digest("c8"))
                        .setStep(10L)
                        .build());
        again.metrics("validation", "accuracy", 0, 0.58);
        again.write(ArtifactKind.MODEL, "translator.bin", digest("a6"), null);
        again.end(EndStatus.FINISHED);
    }

    /** Goes on; one of its folds ended, and three of its points are missing. Its test data are what others train on. */
    private void crossValidation() {
        ScriptedProcess whole = process("folds", 11);
        whole.say(start("digits", "ada", "node-a").build());
        ScriptedProcess fold = process("fold-0", 12);
        fold.say(start("digits", "ada", "node-a").setParentRunId("folds").build());
        fold.say(data("digits-fold", "test", "d1").build());
        fold.say(new JournalDamaged("points", 512L));
        fold.metrics("validation", "accuracy", 0, 0.9, 0.92);
        fold.losesMetrics(3);
        fold.end(EndStatus.FINISHED);
    }

    private ScriptedProcess process(String id, int hour) {
        return new ScriptedProcess(processor, id, 0, id + "-boot", hour(hour));
    }

    private static Instant hour(int hour) {
        return BEGIN.plus(Duration.ofHours(hour));
    }

    /** A hundred seconds of training, forty points of a loss that falls, ten seconds of validation, and a checkpoint. */
    private static void epoch(ScriptedProcess run, long index, double accuracy, String checkpoint) {
        String id = "epoch/" + index;
        String before = index == 0 ? null : "epoch/" + (index - 1);
        run.phase(id, "epoch", index, null, before, false);
        run.metrics("train", "loss", 40 * index, falling());
        run.waits(Duration.ofSeconds(100));
        run.phase(id + "/validate/0", "validate", 0, id, null, false);
        run.metrics("validation", "accuracy", 40 * index + 39, accuracy);
        run.waits(Duration.ofSeconds(10));
        run.phase(id + "/validate/0", "validate", 0, id, null, true);
        run.say(ScriptedProcess.artifact(
                        ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, "epoch.ckpt", digest(checkpoint))
                .setPhase(id)
                .setStep(40 * index + 39)
                .setBytes(1_000L)
                .build());
        run.phase(id, "epoch", index, null, before, true);
    }

    /** Two phases, one after the other, and one that is a part of the second. */
    private static void warmUp(ScriptedProcess run) {
        run.phase("warmup/0", "warmup", 0, null, null, false);
        run.phase("warmup/0", "warmup", 0, null, null, true);
        run.phase("probe/0", "probe", 0, null, "warmup/0", false);
        run.phase("probe/0/log/0", "log", 0, "probe/0", null, false);
        run.phase("probe/0/log/0", "log", 0, "probe/0", null, true);
        run.write(ArtifactKind.FILE, "probe.txt", digest("b5"), "probe/0");
        run.phase("probe/0", "probe", 0, null, "warmup/0", true);
    }

    private static double[] falling() {
        return IntStream.range(0, 40).mapToDouble(i -> 1 / (1 + 0.02 * i)).toArray();
    }

    private static void checkpoint(ScriptedProcess run, long step, String digits) {
        run.say(ScriptedProcess.artifact(
                        ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, "step-" + step + ".ckpt", digest(digits))
                .setStep(step)
                .setUri("file:///checkpoints/" + run.runId() + "/step-" + step + ".ckpt")
                .build());
    }

    /** A GPU, and what the run used of energy. */
    private static void gpu(ScriptedProcess run, String host, double utilization, double kilowattHours) {
        run.hardware(host, "gpu0", "utilization", "1", utilization, utilization);
        run.hardware(host, "gpu0", "energy", "J", kilowattHours * MEGAJOULES_OF_A_KILOWATT_HOUR * 1e6);
    }
}
