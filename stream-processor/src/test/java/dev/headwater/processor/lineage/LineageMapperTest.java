package dev.headwater.processor.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.event.SourceCaptured;
import dev.headwater.processor.Guest;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageMapperTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String C = "c".repeat(64);

    private final Guest guest = new Guest("r");
    private final List<Statement> said = new ArrayList<>();
    private RunState state = LineageMapper.unknown("r");

    private void hear(RunEvent... events) {
        for (RunEvent event : events) {
            Mapped mapped = LineageMapper.apply(state, event);
            state = mapped.state();
            said.addAll(mapped.statements());
        }
    }

    private Statement element(String id) {
        return said.stream()
                .filter(statement -> statement.id().equals(id))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError(id + " was not said"));
    }

    private List<Statement> relations(Kind kind) {
        return said.stream()
                .filter(statement -> statement.kind() == kind)
                .distinct()
                .toList();
    }

    private static List<String> ends(Statement relation) {
        List<String> ends = new ArrayList<>();
        relation.formals().forEach((formal, value) -> {
            if (formal != Formal.TIME) {
                ends.add(value);
            }
        });
        relation.attributes().stream()
                .filter(attribute -> attribute.name().equals("prov:role"))
                .forEach(role -> ends.add(((Value.Name) role.value()).qualifiedName()));
        return ends;
    }

    @Test
    void aBeginningSaysWhoRunsWhatUnderWhichPlan() {
        hear(guest.starts());

        assertThat(element("experiment:digits").types())
                .containsExactly("mlp:Experiment", "prov:Collection", "mls:Study");
        assertThat(element("user:ada").types()).containsExactly("prov:Person");
        assertThat(element("software:headwater-agent/0.1.0").types()).containsExactly("prov:SoftwareAgent");
        assertThat(element("host:node-7").types()).containsExactly("mlp:ComputeNode");
        assertThat(relations(Kind.HAD_MEMBER))
                .extracting(LineageMapperTest::ends)
                .containsExactly(List.of("record:r", "experiment:digits"));
        assertThat(relations(Kind.WAS_ASSOCIATED_WITH))
                .extracting(LineageMapperTest::ends)
                .containsExactly(List.of("run:r", "user:ada", "config:r", "mlp:operator"));
        assertThat(relations(Kind.ACTED_ON_BEHALF_OF))
                .extracting(LineageMapperTest::ends)
                .containsExactly(List.of("run:r", "software:headwater-agent/0.1.0", "user:ada"));
        assertThat(relations(Kind.WAS_ATTRIBUTED_TO))
                .extracting(relation -> relation.formal(Formal.ENTITY))
                .containsExactly("record:r", "record:r/0");
        assertThat(relations(Kind.USED))
                .extracting(LineageMapperTest::ends)
                .containsExactlyInAnyOrder(
                        List.of("config:r", "run:r", "mlp:config"), List.of("host:node-7", "run:r", "mlp:host"));
    }

    @Test
    void parametersKeepTheirTypesAndTheLaterValueCounts() {
        RunEvent first = guest.says(new ParamsLogged(Map.of("lr", 0.1, "layers", 3L, "amp", true, "opt", "sgd")));
        RunEvent second = guest.says(new ParamsLogged(Map.of("lr", 0.01)));
        hear(second, first);

        assertThat(element("config:r").types()).containsExactly("mlp:Configuration", "prov:Plan");
        assertThat(element("config:r").attributes())
                .startsWith(
                        new Attribute("param:amp", Value.of(true)),
                        new Attribute("param:layers", Value.of(3L)),
                        new Attribute("param:lr", Value.of(0.01)),
                        new Attribute("param:opt", Value.of("sgd")));
    }

    @Test
    void aDatasetIsItsBytesAndAVersionOfItsName() {
        hear(guest.says(DatasetUsed.newBuilder()
                .setName("digits")
                .setRole("train")
                .setSha256(A)
                .setBytes(10L)
                .setRows(2L)
                .setUri("digits.csv")
                .build()));

        assertThat(element("data:" + A).types()).containsExactlyInAnyOrder("mlp:Dataset", "mls:Dataset");
        assertThat(element("data:" + A).attributes())
                .containsExactlyInAnyOrder(
                        new Attribute("mlp:sha256", Value.of(A)),
                        new Attribute("mlp:bytes", Value.of(10L)),
                        new Attribute("mlp:rows", Value.of(2L)));
        assertThat(element("dataset:digits").types()).containsExactly("mlp:DatasetSeries");
        assertThat(relations(Kind.SPECIALIZATION_OF)).hasSize(1);
        assertThat(relations(Kind.USED)).singleElement().satisfies(used -> {
            assertThat(used.formal(Formal.TIME)).isEqualTo("2026-01-31T12:00:00.000Z");
            assertThat(used.attributes())
                    .contains(
                            new Attribute("prov:role", Value.name("mlp:train")),
                            new Attribute("mlp:name", Value.of("digits")),
                            new Attribute("mlp:uri", Value.of("digits.csv")));
        });
    }

    @Test
    void withoutADigestADatasetIsItsAddress() {
        hear(guest.says(DatasetUsed.newBuilder()
                .setName("web")
                .setRole("")
                .setUri("s3://bucket/x")
                .build()));

        assertThat(element("ref:s3%3A%2F%2Fbucket%2Fx").attributes())
                .containsExactly(new Attribute("mlp:uri", Value.of("s3://bucket/x")));
    }

    @Test
    void aCheckpointIsDerivedFromEverythingRead() {
        hear(
                guest.says(artifact(ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, "out.bin", B)),
                guest.says(artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, "init.bin", A)),
                guest.says(DatasetUsed.newBuilder()
                        .setName("d")
                        .setRole("train")
                        .setSha256(C)
                        .build()),
                guest.says(artifact(ArtifactDirection.INPUT, ArtifactKind.FILE, "notes.txt", "d".repeat(64))));

        assertThat(element("data:" + B).types())
                .containsExactlyInAnyOrder("mlp:Artifact", "mlp:Checkpoint", "mls:Model");
        assertThat(relations(Kind.WAS_GENERATED_BY))
                .singleElement()
                .satisfies(made -> assertThat(ends(made)).contains("data:" + B, "run:r", "mlp:checkpoint"));
        assertThat(relations(Kind.WAS_DERIVED_FROM))
                .extracting(relation -> relation.formal(Formal.USED_ENTITY))
                .containsExactlyInAnyOrder("data:" + A, "data:" + C);
        assertThat(relations(Kind.WAS_DERIVED_FROM))
                .extracting(relation -> relation.formal(Formal.ACTIVITY))
                .containsOnly("run:r");
    }

    @Test
    void aCheckpointReadBackByItsOwnRunIsDerivedFromNothingLater() {
        hear(
                guest.says(artifact(ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, "1.bin", A)),
                guest.says(artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, "1.bin", A)),
                guest.says(artifact(ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, "2.bin", B)),
                guest.says(artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, "2.bin", B)));

        assertThat(relations(Kind.WAS_DERIVED_FROM)).singleElement().satisfies(derived -> {
            assertThat(derived.formal(Formal.GENERATED_ENTITY)).isEqualTo("data:" + B);
            assertThat(derived.formal(Formal.USED_ENTITY)).isEqualTo("data:" + A);
        });
    }

    @Test
    void sameBytesWrittenTwiceAreGeneratedOnce() {
        hear(
                guest.says(artifact(ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, "last.bin", A)),
                guest.says(artifact(ArtifactDirection.OUTPUT, ArtifactKind.MODEL, "model.bin", A)));

        assertThat(relations(Kind.WAS_GENERATED_BY)).hasSize(1);
        assertThat(element("data:" + A).types()).contains("mlp:Checkpoint", "mlp:Model");
    }

    @Test
    void sourceAndEnvironmentAreUsed() {
        hear(
                guest.says(SourceCaptured.newBuilder()
                        .setRepository("https://example.org/x.git")
                        .setCommit("abc")
                        .setBranch("main")
                        .setAuthor("Ada <ada@example.org>")
                        .setEntryPoint("Train")
                        .build()),
                guest.says(EnvironmentCaptured.newBuilder()
                        .setSha256(B)
                        .setFacts(Map.of("cpu.count", 2L, "os.name", "Linux"))
                        .setRunFacts(Map.of("slurm.job_id", "77"))
                        .build()));

        assertThat(element("code:abc").types()).containsExactly("mlp:SourceCode");
        assertThat(element("user:ada%40example.org").types()).containsExactly("prov:Person");
        assertThat(element("environment:" + B).attributes())
                .contains(
                        new Attribute("fact:cpu.count", Value.of(2L)),
                        new Attribute("fact:os.name", Value.of("Linux")));
        assertThat(relations(Kind.USED))
                .extracting(LineageMapperTest::ends)
                .containsExactly(
                        List.of("code:abc", "run:r", "mlp:code"),
                        List.of("environment:" + B, "run:r", "mlp:environment"));
    }

    @Test
    void contentThatChangedWhileItWasReadIsKnownByItsAddressAndSaidToBeUnstable() {
        hear(
                guest.says(DatasetUsed.newBuilder()
                        .setName("web")
                        .setRole("train")
                        .setUri("file:///x")
                        .setUnstable(true)
                        .build()),
                guest.says(ArtifactLogged.newBuilder()
                        .setDirection(ArtifactDirection.OUTPUT)
                        .setKind(ArtifactKind.CHECKPOINT)
                        .setName("last.pt")
                        .setUri("file:///last.pt")
                        .setUnstable(true)
                        .build()),
                guest.says(artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, "init.bin", A)));

        Attribute unstable = new Attribute("mlp:unstable", Value.of(true));
        assertThat(relations(Kind.USED))
                .extracting(used -> used.attributes().contains(unstable))
                .containsExactly(true, false);
        assertThat(relations(Kind.WAS_GENERATED_BY))
                .singleElement()
                .satisfies(made -> assertThat(made.attributes()).contains(unstable));
        assertThat(element("ref:file%3A%2F%2F%2Fx").attributes()).doesNotContain(unstable);
    }

    @Test
    void theUncommittedDifferenceIsUsedAndNothingIsDerivedFromIt() {
        hear(
                guest.says(ArtifactLogged.newBuilder()
                        .setDirection(ArtifactDirection.INPUT)
                        .setKind(ArtifactKind.FILE)
                        .setName("uncommitted.diff")
                        .setRole("diff")
                        .setSha256(A)
                        .setUri("file:///home/ada/.headwater/diffs/" + A + ".diff")
                        .build()),
                guest.says(artifact(ArtifactDirection.OUTPUT, ArtifactKind.MODEL, "m", B)));

        assertThat(relations(Kind.USED))
                .extracting(LineageMapperTest::ends)
                .containsExactly(List.of("data:" + A, "run:r", "mlp:diff"));
        assertThat(relations(Kind.WAS_DERIVED_FROM)).isEmpty();
    }

    @Test
    void ofRanksThatSayDifferentFactsTheLowestIsBelievedInAnyOrder() {
        RunEvent low = guest.says(environment(Map.of("slurm.job_id", "1", "os.version", "a")));
        RunEvent high = RunEvent.newBuilder(guest.says(environment(Map.of("slurm.job_id", "2", "gpu", "x"))))
                .setRank(1)
                .build();
        for (List<RunEvent> order : List.of(List.of(low, high), List.of(high, low))) {
            state = LineageMapper.unknown("r");
            order.forEach(this::hear);
            assertThat(state.getFacts()).hasSize(3);
            assertThat(state.getFacts().get("slurm.job_id"))
                    .isNotNull()
                    .satisfies(fact -> assertThat(fact.getValue()).isEqualTo("1"));
        }
    }

    private static EnvironmentCaptured environment(Map<String, Object> runFacts) {
        return new EnvironmentCaptured(B, Map.of(), runFacts);
    }

    private static ArtifactLogged artifact(ArtifactDirection direction, ArtifactKind kind, String name, String sha256) {
        return ArtifactLogged.newBuilder()
                .setDirection(direction)
                .setKind(kind)
                .setName(name)
                .setSha256(sha256)
                .build();
    }
}
