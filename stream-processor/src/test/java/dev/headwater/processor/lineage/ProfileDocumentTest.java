package dev.headwater.processor.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.PhaseLogged;
import dev.headwater.event.SourceCaptured;
import dev.headwater.processor.Guest;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What run events become is what the document of the profile says. */
class ProfileDocumentTest {

    private static final String A = "a".repeat(64);
    private static final Path DOCUMENT = Path.of("..", "docs", "profile.md");

    private static final List<Object> PAYLOADS = List.of(
            Guest.start()
                    .setSweep("lr")
                    .setSearchSpace("lr: [0.1]")
                    .setOrganization("Acme")
                    .build(),
            new ParamsLogged(Map.of("lr", 0.1)),
            DatasetUsed.newBuilder()
                    .setName("digits")
                    .setRole("train")
                    .setSha256(A)
                    .setBytes(1L)
                    .setRows(2L)
                    .setUri("digits.csv")
                    .setSchemaSha256(A)
                    .setRevisionOf("b".repeat(64))
                    .build(),
            DatasetUsed.newBuilder()
                    .setName("web")
                    .setRole("validation")
                    .setUri("s3://bucket/x")
                    .setUnstable(true)
                    .build(),
            PhaseLogged.newBuilder()
                    .setId("epoch/0")
                    .setKind("epoch")
                    .setIndex(0)
                    .setStartedAt(Guest.BEGIN)
                    .setEndedAt(Guest.BEGIN)
                    .setFirstStep(0L)
                    .setLastStep(9L)
                    .build(),
            artifact(ArtifactKind.CHECKPOINT, "c"),
            artifact(ArtifactKind.MODEL, "d"),
            artifact(ArtifactKind.FILE, "e"),
            SourceCaptured.newBuilder()
                    .setRepository("https://example.org/x.git")
                    .setCommit("abc")
                    .setBranch("main")
                    .setDirty(true)
                    .setDiffSha256(A)
                    .setAuthor("Ada <ada@example.org>")
                    .setEntryPoint("Train")
                    .build(),
            new EnvironmentCaptured(A, Map.of("cpu.count", 2L), Map.of()),
            ModelRegistered.newBuilder()
                    .setName("digits")
                    .setVersion("7")
                    .setAliases(List.of("champion"))
                    .setSha256(A)
                    .build(),
            deployment(false),
            deployment(true));

    private static ArtifactLogged artifact(ArtifactKind kind, String digit) {
        return ArtifactLogged.newBuilder()
                .setDirection(ArtifactDirection.OUTPUT)
                .setKind(kind)
                .setName("x")
                .setSha256(digit.repeat(64))
                .setStep(9L)
                .setPhase("epoch/0")
                .build();
    }

    private static DeploymentLogged deployment(boolean retired) {
        return DeploymentLogged.newBuilder()
                .setEndpoint("digits-eu")
                .setDeployment("d1")
                .setRetired(retired)
                .setSha256(A)
                .build();
    }

    @Test
    void everyAttributeTypeAndRoleIsInTheDocument() throws IOException {
        Guest guest = new Guest("r");
        Set<String> words = new TreeSet<>();
        RunState state = LineageMapper.unknown("r");
        for (Object payload : PAYLOADS) {
            Mapped mapped = LineageMapper.apply(state, guest.says(payload));
            state = mapped.state();
            mapped.statements().forEach(statement -> collect(statement, words));
        }
        String document = Files.readString(DOCUMENT);

        assertThat(words)
                .hasSizeGreaterThan(60)
                .allSatisfy(word -> assertThat(document).contains('`' + word + '`'));
    }

    private static void collect(Statement statement, Set<String> words) {
        words.addAll(statement.types());
        statement.attributes().forEach(attribute -> {
            if (attribute.prefix().equals("mlp")) {
                words.add(attribute.name());
            } else if (attribute.name().equals("prov:role") && attribute.value() instanceof Value.Name role) {
                words.add(role.qualifiedName());
            }
        });
    }
}
