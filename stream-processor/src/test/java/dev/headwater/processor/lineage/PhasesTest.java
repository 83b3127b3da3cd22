package dev.headwater.processor.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.PhaseLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PhasesTest {

    /** What holds in the end, by key. */
    private static Map<String, Statement> hear(List<RunEvent> events) {
        Map<String, Statement> said = new TreeMap<>();
        RunState state = LineageMapper.unknown("r");
        for (RunEvent event : events) {
            Mapped mapped = LineageMapper.apply(state, event);
            state = mapped.state();
            mapped.statements().forEach(statement -> said.put(statement.key(), statement));
        }
        return said;
    }

    private static PhaseLogged.Builder phase(String id, String kind, long index, long from) {
        return PhaseLogged.newBuilder()
                .setId(id)
                .setKind(kind)
                .setIndex(index)
                .setStartedAt(Guest.BEGIN.plusSeconds(from));
    }

    private static PhaseLogged ended(PhaseLogged.Builder phase, long to) {
        return phase.setEndedAt(Guest.BEGIN.plusSeconds(to)).build();
    }

    private static ArtifactLogged checkpoint(String sha256, String phase, long step) {
        return ArtifactLogged.newBuilder()
                .setDirection(ArtifactDirection.OUTPUT)
                .setKind(ArtifactKind.CHECKPOINT)
                .setName("last.ckpt")
                .setSha256(sha256)
                .setStep(step)
                .setPhase(phase)
                .build();
    }

    /** Two ranks go through two epochs; the first of them validates and writes a checkpoint in each. */
    private static List<RunEvent> run() {
        Guest zero = new Guest("r", 0, "boot-a");
        Guest one = new Guest("r", 1, "boot-b");
        List<RunEvent> events = new ArrayList<>();
        for (long epoch = 0; epoch < 2; epoch++) {
            String id = "epoch/" + epoch;
            String after = epoch == 0 ? null : "epoch/0";
            for (Guest guest : List.of(zero, one)) {
                long begin = 100 * epoch + guest.rank;
                events.add(guest.says(
                        phase(id, "epoch", epoch, begin).setAfter(after).build()));
                events.add(guest.says(ended(
                        phase(id, "epoch", epoch, begin)
                                .setAfter(after)
                                .setFirstStep(10 * epoch)
                                .setLastStep(10 * epoch + 9 + guest.rank),
                        begin + 50)));
            }
            events.add(zero.says(ended(
                    phase(id + "/validate/0", "validate", 0, 100 * epoch + 40).setPartOf(id), 100 * epoch + 45)));
            events.add(zero.says(checkpoint((epoch == 0 ? "a" : "b").repeat(64), id, 10 * epoch + 9)));
        }
        return events;
    }

    @Test
    void anEpochIsWhatAllRanksSayOfIt() {
        Statement epoch = statement("activity", "phase:r/epoch/1");

        assertThat(epoch.types()).containsExactly("mlp:Epoch");
        assertThat(epoch.formals())
                .containsEntry(Formal.START_TIME, "2026-01-31T12:01:40.000Z")
                .containsEntry(Formal.END_TIME, "2026-01-31T12:02:31.000Z");
        assertThat(epoch.attributes())
                .contains(
                        new Attribute("mlp:index", Value.of(1L)),
                        new Attribute("mlp:firstStep", Value.of(10L)),
                        new Attribute("mlp:lastStep", Value.of(20L)),
                        new Attribute("mlp:partOf", Value.name("run:r")));
    }

    @Test
    void phasesFollowEachOtherAndAreStartedByWhatTheyArePartsOf() {
        Map<String, Statement> said = hear(run());

        assertThat(statement("activity", "phase:r/epoch/1/validate/0").types()).containsExactly("mlp:Phase");
        assertThat(ends(said, "wasInformedBy"))
                .containsExactly(Map.of(Formal.INFORMED, "phase:r/epoch/1", Formal.INFORMANT, "phase:r/epoch/0"));
        assertThat(ends(said, "wasStartedBy"))
                .containsExactlyInAnyOrder(
                        Map.of(Formal.ACTIVITY, "phase:r/epoch/0", Formal.STARTER, "run:r"),
                        Map.of(Formal.ACTIVITY, "phase:r/epoch/1", Formal.STARTER, "run:r"),
                        Map.of(Formal.ACTIVITY, "phase:r/epoch/0/validate/0", Formal.STARTER, "phase:r/epoch/0"),
                        Map.of(Formal.ACTIVITY, "phase:r/epoch/1/validate/0", Formal.STARTER, "phase:r/epoch/1"));
    }

    @Test
    void aCheckpointIsGeneratedByItsRunAndByItsEpochAtOneTime() {
        List<Map<Formal, String>> generations = ends(hear(run()), "wasGeneratedBy").stream()
                .filter(ends -> ("data:" + "b".repeat(64)).equals(ends.get(Formal.ENTITY)))
                .toList();

        assertThat(generations)
                .extracting(ends -> ends.get(Formal.ACTIVITY))
                .containsExactlyInAnyOrder("run:r", "phase:r/epoch/1");
        assertThat(generations).extracting(ends -> ends.get(Formal.TIME)).containsOnly("2026-01-31T12:00:07.000Z");
    }

    @Test
    void aCheckpointComesFromTheOneBefore() {
        assertThat(ends(hear(run()), "wasDerivedFrom"))
                .singleElement()
                .satisfies(derived -> assertThat(derived)
                        .containsEntry(Formal.GENERATED_ENTITY, "data:" + "b".repeat(64))
                        .containsEntry(Formal.USED_ENTITY, "data:" + "a".repeat(64)));
    }

    @Test
    void bytesThatComeBackCloseNoCircle() {
        Guest guest = new Guest("r");
        Map<String, Statement> said = hear(List.of(
                guest.says(checkpoint("a".repeat(64), "epoch/0", 1)),
                guest.says(checkpoint("b".repeat(64), "epoch/0", 2)),
                guest.says(checkpoint("a".repeat(64), "epoch/0", 3)),
                guest.says(checkpoint("c".repeat(64), "epoch/0", 4))));

        assertThat(ends(said, "wasDerivedFrom"))
                .extracting(ends -> List.of(digit(ends, Formal.GENERATED_ENTITY), digit(ends, Formal.USED_ENTITY)))
                .containsExactlyInAnyOrder(List.of("b", "a"), List.of("c", "a"));
    }

    private static String digit(Map<Formal, String> ends, Formal end) {
        return ends.getOrDefault(end, "").replaceFirst("data:(.).*", "$1");
    }

    @Property(tries = 200)
    void anyOrderAndAnyDuplicationOfPhasesSayTheSame(@ForAll long seed) {
        List<RunEvent> events = new ArrayList<>(run());
        events.removeIf(event -> event.getPayload() instanceof ArtifactLogged);
        List<RunEvent> delivered = new ArrayList<>(events);
        Random random = new Random(seed);
        delivered.addAll(events.subList(0, random.nextInt(events.size())));
        Collections.shuffle(delivered, random);

        assertThat(hear(delivered)).isEqualTo(hear(events));
    }

    @Test
    void aRunOfTooManyPhasesIsToldSo() {
        Guest guest = new Guest("r");
        List<RunEvent> steps = new ArrayList<>();
        for (int step = 0; step <= Phases.MOST; step++) {
            steps.add(guest.says(phase("step/" + step, "step", step, step).build()));
        }

        assertThatThrownBy(() -> hear(steps))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2000 phases")
                .hasMessageContaining("step/2000");
    }

    private static Statement statement(String kind, String id) {
        Statement statement = hear(run()).get("r|" + kind + "|" + id);
        if (statement == null) {
            throw new AssertionError(id + " was not said");
        }
        return statement;
    }

    private static List<Map<Formal, String>> ends(Map<String, Statement> said, String kind) {
        return said.values().stream()
                .filter(statement -> statement.kind().keyword().equals(kind))
                .map(Statement::formals)
                .toList();
    }
}
