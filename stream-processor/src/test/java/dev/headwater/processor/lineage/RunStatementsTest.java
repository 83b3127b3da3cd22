package dev.headwater.processor.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.JournalDamaged;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.completeness.Boot;
import dev.headwater.processor.completeness.RunReport;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.store.StateSerde;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Formal;
import dev.headwater.prov.Kind;
import dev.headwater.prov.Statement;
import dev.headwater.prov.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunStatementsTest {

    private final Guest guest = new Guest("r");

    /** What is said of a run after these events, with the state stored and read in between. */
    private static List<Statement> after(RunEvent... events) {
        RunState state = LineageMapper.unknown("r");
        Boot boot = Boot.unheard(0, "boot-a");
        StateSerde<BootState> serde = new StateSerde<>(BootState.getClassSchema());
        for (RunEvent event : events) {
            state = LineageMapper.apply(state, event).state();
            boot.learn(event);
            boot = Boot.of(Objects.requireNonNull(serde.deserialize("boots", serde.serialize("boots", boot.state()))));
        }
        return RunStatements.say(state, RunReport.of(List.of(boot)), Standing.ALIVE);
    }

    private static Statement one(List<Statement> said, Kind kind, String id) {
        return said.stream()
                .filter(statement -> statement.kind() == kind && statement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPartOfARunWasStartedByTheWhole() {
        List<Statement> said =
                after(guest.says(Guest.start().setParentRunId("whole").build()));

        assertThat(said)
                .filteredOn(statement -> statement.kind() == Kind.WAS_STARTED_BY)
                .filteredOn(started -> "run:r".equals(started.formal(Formal.ACTIVITY)))
                .singleElement()
                .satisfies(started -> {
                    assertThat(started.formal(Formal.STARTER)).isEqualTo("run:whole");
                });
        assertThat(one(said, Kind.ACTIVITY, "run:r").attributes())
                .contains(new Attribute("mlp:parentRunId", Value.of("whole")));
    }

    @Test
    void aRunThatStandsAloneWasStartedByNone() {
        assertThat(after(guest.starts()))
                .noneMatch(statement ->
                        statement.kind() == Kind.WAS_STARTED_BY && "run:r".equals(statement.formal(Formal.ACTIVITY)));
    }

    @Test
    void whatDoesNotDecideTheResultIsAFactOfTheRunAlone() {
        List<Statement> said = after(
                guest.starts(),
                guest.says(EnvironmentCaptured.newBuilder()
                        .setSha256("b".repeat(64))
                        .setFacts(Map.of("os.name", "Linux"))
                        .setRunFacts(Map.of("cgroup.memory_limit", 1024L, "slurm.job_id", "77"))
                        .build()));

        assertThat(one(said, Kind.ACTIVITY, "run:r").attributes())
                .contains(
                        new Attribute("fact:cgroup.memory_limit", Value.of(1024L)),
                        new Attribute("fact:slurm.job_id", Value.of("77")))
                .noneMatch(attribute -> attribute.name().equals("fact:os.name"));
    }

    @Test
    void whatCouldNotBeReadOfAJournalIsSaidOnTheRunAndItsRank() {
        List<Statement> said = after(
                guest.starts(),
                guest.says(new JournalDamaged("points", 4096L)),
                guest.says(new JournalDamaged("events", 100L)),
                guest.says(new JournalDamaged("points", 4096L)));

        Attribute lost = new Attribute("mlp:journalBytesLost", Value.of(4196L));
        assertThat(one(said, Kind.ACTIVITY, "run:r").attributes()).contains(lost);
        assertThat(one(said, Kind.ENTITY, "record:r/0").attributes()).contains(lost);
    }

    @Test
    void nothingIsSaidOfDamageThatDidNotHappen() {
        assertThat(after(guest.starts()))
                .allSatisfy(statement -> assertThat(statement.attributes())
                        .noneMatch(attribute -> attribute.name().equals("mlp:journalBytesLost")));
    }
}
