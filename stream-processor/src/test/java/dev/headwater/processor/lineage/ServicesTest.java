package dev.headwater.processor.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a run says of the world around it: sweeps, organizations, versions of data and models, deployments. */
class ServicesTest {

    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private final Guest guest = new Guest("r");

    private static Map<String, Statement> hear(RunEvent... events) {
        Map<String, Statement> said = new TreeMap<>();
        RunState state = LineageMapper.unknown("r");
        for (RunEvent event : events) {
            Mapped mapped = LineageMapper.apply(state, event);
            state = mapped.state();
            mapped.statements().forEach(statement -> said.put(statement.key(), statement));
        }
        return said;
    }

    private static Statement element(Map<String, Statement> said, String id) {
        return said.values().stream()
                .filter(statement -> statement.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " was not said"));
    }

    /** The ends of all relations of a kind, without times. */
    private static List<List<String>> relations(Map<String, Statement> said, String kind) {
        return said.values().stream()
                .filter(statement -> statement.kind().keyword().equals(kind))
                .map(statement -> statement.formals().entrySet().stream()
                        .filter(formal -> formal.getKey().meaning() != Formal.Meaning.TIME)
                        .map(Map.Entry::getValue)
                        .toList())
                .toList();
    }

    @Test
    void aTrialIsStartedByItsSweepForWhatThatSearches() {
        Map<String, Statement> said = hear(guest.says(
                Guest.start().setSweep("lr").setSearchSpace("lr: [0.1, 0.2]").build()));

        assertThat(element(said, "sweep:digits/lr").types()).containsExactly("mlp:Sweep");
        assertThat(element(said, "space:digits/lr").types()).containsExactly("mlp:SearchSpace", "prov:Plan");
        assertThat(element(said, "space:digits/lr").attributes())
                .contains(new Attribute("mlp:searchSpace", Value.of("lr: [0.1, 0.2]")));
        assertThat(relations(said, "wasStartedBy"))
                .containsExactly(List.of("run:r", "space:digits/lr", "sweep:digits/lr"));
        assertThat(relations(said, "used")).contains(List.of("space:digits/lr", "sweep:digits/lr"));
    }

    @Test
    void ofWhatRanksSayOfASweepTheLeaderIsBelievedInAnyOrder() {
        RunEvent leader = guest.says(
                Guest.start().setSweep("lr").setSearchSpace("of rank 0").build());
        RunEvent other = new Guest("r", 1, "boot-b")
                .says(Guest.start().setSweep("lr").setSearchSpace("of rank 1").build());

        assertThat(hear(leader, other).values())
                .containsExactlyInAnyOrderElementsOf(hear(other, leader).values());
        assertThat(element(hear(other, leader), "space:digits/lr").attributes())
                .contains(new Attribute("mlp:searchSpace", Value.of("of rank 0")));
    }

    @Test
    void aPersonActsForAnOrganization() {
        Map<String, Statement> said =
                hear(guest.says(Guest.start().setOrganization("Acme AI").build()));

        assertThat(element(said, "organization:Acme%20AI").types()).containsExactly("prov:Organization");
        assertThat(relations(said, "actedOnBehalfOf"))
                .containsExactlyInAnyOrder(
                        List.of("run:r", "software:headwater-agent/0.1.0", "user:ada"),
                        List.of("run:r", "user:ada", "organization:Acme%20AI"));
    }

    private DatasetUsed.Builder dataset(String sha256) {
        return DatasetUsed.newBuilder().setName("digits").setRole("train").setSha256(sha256);
    }

    @Test
    void aVersionOfADatasetRevisesTheOneBefore() {
        Map<String, Statement> said = hear(guest.says(
                dataset(B).setRevisionOf(A).setSchemaSha256("c".repeat(64)).build()));

        assertThat(said.values())
                .filteredOn(statement -> statement.kind().keyword().equals("wasDerivedFrom"))
                .singleElement()
                .satisfies(revision -> {
                    assertThat(revision.types()).containsExactly("prov:Revision");
                    assertThat(revision.formals())
                            .isEqualTo(Map.of(Formal.GENERATED_ENTITY, "data:" + B, Formal.USED_ENTITY, "data:" + A));
                });
        assertThat(element(said, "data:" + B).attributes())
                .contains(new Attribute("mlp:schemaSha256", Value.of("c".repeat(64))));
        assertThat(relations(said, "specializationOf"))
                .containsExactlyInAnyOrder(
                        List.of("data:" + A, "dataset:digits"), List.of("data:" + B, "dataset:digits"));
    }

    @Test
    void twoVersionsThatReviseEachOtherAreNotBothBelieved() {
        Map<String, Statement> said = hear(
                guest.says(dataset(B).setRevisionOf(A).build()),
                guest.says(dataset(A).setRevisionOf(B).build()),
                guest.says(dataset(A).setRevisionOf(A).build()));

        assertThat(relations(said, "wasDerivedFrom")).containsExactly(List.of("data:" + B, "data:" + A));
    }

    @Test
    void aRegisteredModelIsItsBytesUnderANameThatAliasesStandFor() {
        Map<String, Statement> said = hear(guest.says(ModelRegistered.newBuilder()
                .setName("digits")
                .setVersion("7")
                .setAliases(List.of("champion"))
                .setSha256(A)
                .build()));

        assertThat(element(said, "registered:digits/7").types()).containsExactly("mlp:ModelVersion", "mls:Model");
        assertThat(element(said, "alias:digits/champion").types()).containsExactly("mlp:ModelAlias");
        assertThat(relations(said, "specializationOf")).containsExactly(List.of("registered:digits/7", "data:" + A));
        assertThat(relations(said, "alternateOf"))
                .containsExactly(List.of("alias:digits/champion", "registered:digits/7"));
        assertThat(relations(said, "wasGeneratedBy")).containsExactly(List.of("registered:digits/7", "run:r"));
    }

    private static DeploymentLogged deployment(boolean retired) {
        return DeploymentLogged.newBuilder()
                .setEndpoint("digits-eu")
                .setDeployment("d1")
                .setRetired(retired)
                .setSha256(retired ? null : A)
                .build();
    }

    @Test
    void aDeploymentUsesAModelAndMakesAnEndpointThatItsEndInvalidates() {
        Map<String, Statement> said = hear(guest.says(deployment(false)), guest.says(deployment(true)));

        assertThat(element(said, "deployment:d1").types()).containsExactly("mlp:Deployment");
        assertThat(element(said, "undeployment:d1").types()).containsExactly("mlp:Undeployment");
        assertThat(element(said, "endpoint:digits-eu/d1").types()).containsExactly("mlp:Endpoint");
        assertThat(element(said, "data:" + A).types()).contains("mlp:Model");
        assertThat(relations(said, "used")).containsExactly(List.of("data:" + A, "deployment:d1"));
        assertThat(relations(said, "wasGeneratedBy"))
                .containsExactly(List.of("endpoint:digits-eu/d1", "deployment:d1"));
        assertThat(relations(said, "wasInvalidatedBy"))
                .containsExactly(List.of("endpoint:digits-eu/d1", "undeployment:d1"));
        assertThat(relations(said, "wasStartedBy"))
                .containsExactlyInAnyOrder(List.of("deployment:d1", "run:r"), List.of("undeployment:d1", "run:r"));
    }

    @Test
    void aDeploymentSaidTwiceHappenedTheFirstTime() {
        RunEvent first = guest.says(deployment(false));
        RunEvent second = guest.says(deployment(false));

        for (RunEvent[] order : List.of(new RunEvent[] {first, second}, new RunEvent[] {second, first, first})) {
            assertThat(element(hear(order), "deployment:d1").formals())
                    .containsEntry(Formal.START_TIME, "2026-01-31T12:00:00.000Z");
        }
    }
}
