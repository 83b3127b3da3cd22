package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.PhaseLogged;
import dev.headwater.event.RunStarted;
import dev.headwater.event.SourceCaptured;
import dev.headwater.event.TagsSet;
import dev.headwater.judges.panel.Judges;
import dev.headwater.judges.panel.Verdict;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Profile;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import dev.headwater.sink.prov.ProvJsonWriter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two runs that say everything that can be said, with every event type: a trial of two ranks trains, and a run that is a part
 * of it goes on from its checkpoint. All that the processor makes of them is asked of every judge.
 */
class WholeProfileIT {

    private static final Map<Formal.Meaning, Kind> KINDS = Map.of(
            Formal.Meaning.ENTITY, Kind.ENTITY,
            Formal.Meaning.ACTIVITY, Kind.ACTIVITY,
            Formal.Meaning.AGENT, Kind.AGENT);

    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private InMemoryProcessor processor;

    @BeforeEach
    void start() throws IOException {
        processor = new InMemoryProcessor(Files.createDirectory(folder.resolve("state")), BEGIN);
        new Process("trial", 0, "boot-a").trains();
        new Process("trial", 1, "boot-a-killed").begins();
        new Process("trial", 1, "boot-b").accompanies();
        new Process("fold", 0, "boot-c").goesOn();
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    @Test
    void everyJudgeAcceptsEachRunAndBothTogether() throws Exception {
        Collection<Statement> all = processor.after(Duration.ofSeconds(10));
        assertThat(processor.deadLetters()).isZero();

        assertAccepted(
                "trial.json",
                all.stream()
                        .filter(statement -> "trial".equals(statement.runId()))
                        .toList());
        assertAccepted(
                "fold.json",
                all.stream()
                        .filter(statement -> "fold".equals(statement.runId()))
                        .toList());
        assertAccepted("both.json", all);
    }

    @Test
    void everyTypeOfTheProfileIsSaid() {
        Set<String> types = new TreeSet<>();
        processor.after(Duration.ofSeconds(10)).forEach(statement -> types.addAll(statement.types()));

        Set<String> expected = typesOfTheProfile();
        // Said by whoever forgets a run, not by the processor.
        assertThat(expected.remove(Profile.CLEANUP)).isTrue();
        assertThat(types).containsAll(expected);
    }

    @Test
    void usesAndGenerationsHaveRolesAndTimesAreTimes() {
        Collection<Statement> all = processor.after(Duration.ofSeconds(10));

        assertThat(all)
                .filteredOn(statement -> statement.kind() == Kind.USED || statement.kind() == Kind.WAS_GENERATED_BY)
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement.attributes()).anySatisfy(attribute -> {
                    assertThat(attribute.name()).isEqualTo("prov:role");
                    assertThat(attribute.value()).isInstanceOf(Value.Name.class);
                }));
        assertThat(all)
                .flatExtracting(Statement::attributes)
                .filteredOn(attribute -> attribute.name().matches("mlp:.*(Time|At|windowStart|windowEnd)"))
                .isNotEmpty()
                .allSatisfy(attribute -> assertThat(attribute.value())
                        .isInstanceOfSatisfying(
                                Value.Literal.class,
                                literal -> assertThat(literal.type()).isEqualTo("xsd:dateTime")));
        assertThat(all)
                .filteredOn(statement -> statement.types().stream()
                        .anyMatch(Set.of(Profile.RUN, Profile.EPOCH, Profile.PHASE, Profile.DEPLOYMENT)::contains))
                .isNotEmpty()
                .allSatisfy(
                        activity -> assertThat(activity.formals()).containsKeys(Formal.START_TIME, Formal.END_TIME));
    }

    private static Set<String> typesOfTheProfile() {
        Set<String> types = new TreeSet<>();
        for (Field constant : Profile.class.getFields()) {
            try {
                types.add(String.valueOf(constant.get(null)));
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        types.removeIf(text -> !text.matches("(mlp|mls|prov):[A-Z].*"));
        return types;
    }

    private void assertAccepted(String name, Collection<Statement> statements) throws Exception {
        Path file = folder.resolve(name);
        Map<Kind, Map<String, Statement>> byKind = byKind(statements);
        try (ProvJsonWriter writer = new ProvJsonWriter(Files.newOutputStream(file))) {
            for (Map<String, Statement> ofKind : byKind.values()) {
                for (Statement statement : ofKind.values()) {
                    writer.write(statement);
                }
            }
        }
        List<Verdict> verdicts =
                Judges.of(Path.of(System.getProperty("headwater.root"))).judge(file);
        assertThat(verdicts).as(name).noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.REFUSED);
    }

    /** As a document says it: each thing once, the trial's word first, and declared even if nobody said what it is. */
    private static Map<Kind, Map<String, Statement>> byKind(Collection<Statement> statements) {
        Map<Kind, Map<String, Statement>> byKind = new TreeMap<>();
        for (Statement statement : statements) {
            byKind.computeIfAbsent(statement.kind(), kind -> new TreeMap<>())
                    .merge(statement.id(), statement, (one, other) -> "trial".equals(other.runId()) ? other : one);
        }
        for (Statement statement : statements) {
            statement
                    .formals()
                    .forEach((formal, id) -> Optional.ofNullable(KINDS.get(formal.meaning()))
                            .ifPresent(kind -> byKind.computeIfAbsent(kind, any -> new TreeMap<>())
                                    .computeIfAbsent(
                                            id, any -> new Statement(kind, id, null, List.of(), Map.of(), List.of()))));
        }
        return byKind;
    }

    /** What a process of one of the runs does. */
    private final class Process {

        private final ScriptedProcess script;

        Process(String runId, int rank, String bootId) {
            script = new ScriptedProcess(processor, runId, rank, bootId, BEGIN);
        }

        void trains() {
            script.say(start("host-a")
                    .setName("first trial")
                    .setSweep("lr")
                    .setSearchSpace("lr: [0.1, 0.2]")
                    .build());
            script.say(new ParamsLogged(Map.of("lr", 0.1, "seed", 7L, "amp", true, "optimizer", "sgd")));
            script.say(new TagsSet(Map.of("team", "vision & co")));
            script.say(SourceCaptured.newBuilder()
                    .setRepository("https://example.org/x.git")
                    .setCommit("64faae8")
                    .setDirty(true)
                    .setDiffSha256(digest('1'))
                    .setAuthor("Ada <ada@example.org>")
                    .build());
            script.say(new EnvironmentCaptured(digest('2'), Map.of("cpu.count", 2L), Map.of("slurm.job_id", "77")));
            script.say(DatasetUsed.newBuilder()
                    .setName("digits")
                    .setRole("train")
                    .setSha256(digest('3'))
                    .setSchemaSha256(digest('4'))
                    .setRevisionOf(digest('5'))
                    .setRows(1797L)
                    .build());
            for (long epoch = 0; epoch < 3; epoch++) {
                String id = "epoch/" + epoch;
                script.phase(id, "epoch", epoch, null, epoch == 0 ? null : "epoch/" + (epoch - 1), false);
                script.metrics("train", "loss", 10 * epoch, epoch == 2 ? Double.NaN : 1.0 / (1 + epoch));
                script.phase(id + "/validate/0", "validate", 0, id, null, false);
                script.phase(id + "/validate/0", "validate", 0, id, null, true);
                script.write(ArtifactKind.CHECKPOINT, "epoch-" + epoch + ".ckpt", digest((char) ('a' + epoch)), id);
                script.phase(id, "epoch", epoch, null, epoch == 0 ? null : "epoch/" + (epoch - 1), true);
            }
            script.hardware("host-a", "gpu0", "power", "W", 250);
            script.write(ArtifactKind.MODEL, "model.bin", digest('e'), null);
            script.write(ArtifactKind.FILE, "loss curve (1).png", digest('f'), null);
            script.say(ModelRegistered.newBuilder()
                    .setName("digits")
                    .setVersion("7")
                    .setAliases(List.of("champion"))
                    .setSha256(digest('e'))
                    .build());
            script.say(deployment(false));
            script.end(EndStatus.FINISHED);
        }

        /** And never ends: the boot after it is a second attempt of its rank. */
        void begins() {
            script.say(start("host-b").setSweep("lr").build());
        }

        void accompanies() {
            script.say(start("host-b").setSweep("lr").build());
            script.say(PhaseLogged.newBuilder()
                    .setId("epoch/0")
                    .setKind("epoch")
                    .setIndex(0)
                    .setStartedAt(BEGIN.plusSeconds(2))
                    .setEndedAt(BEGIN.plusSeconds(30))
                    .build());
            script.write(ArtifactKind.CHECKPOINT, "epoch-0.ckpt", digest('a'), "epoch/0");
            script.hardware("host-b", "gpu0", "energy", "J", 900);
            script.end(EndStatus.FINISHED);
        }

        void goesOn() {
            script.say(start("host-a").setParentRunId("trial").build());
            script.say(ArtifactLogged.newBuilder()
                    .setDirection(ArtifactDirection.INPUT)
                    .setKind(ArtifactKind.CHECKPOINT)
                    .setName("epoch-2.ckpt")
                    .setSha256(digest('c'))
                    .build());
            script.metrics("train", "loss", 0, 0.5, 0.4);
            script.write(ArtifactKind.MODEL, "model.bin", digest('9'), null);
            script.say(deployment(true));
            script.end(EndStatus.FAILED);
        }

        private RunStarted.Builder start(String host) {
            return RunStarted.newBuilder()
                    .setExperiment("digits")
                    .setWorldSize(script.runId().equals("trial") ? 2 : 1)
                    .setHost(host)
                    .setUser("ada")
                    .setOrganization("Acme AI")
                    .setCommandLine(List.of("java", "Train"))
                    .setCollector("headwater-agent")
                    .setCollectorVersion("0.1.0");
        }

        private DeploymentLogged deployment(boolean retired) {
            return DeploymentLogged.newBuilder()
                    .setEndpoint("https://digits.example.org/v1")
                    .setDeployment("d1")
                    .setRetired(retired)
                    .setModelName("digits")
                    .setModelVersion("7")
                    .setSha256(retired ? null : digest('e'))
                    .build();
        }
    }

    private static String digest(char digit) {
        return String.valueOf(digit).repeat(64);
    }
}
