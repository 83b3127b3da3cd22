package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.PhaseLogged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunPhasesTest {

    private final List<PhaseLogged> said = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final RunPhases phases = new RunPhases(
            event -> said.add((PhaseLogged) event),
            new OneWarning(),
            () -> Instant.ofEpochSecond(now.getAndIncrement()));

    private PhaseLogged last(String id) {
        return said.stream()
                .filter(phase -> phase.getId().equals(id))
                .reduce((first, later) -> later)
                .orElseThrow(() -> new AssertionError(id + " was not said"));
    }

    @Test
    void aPhaseIsSaidWhenItBeginsAndAgainWhenItEnds() {
        phases.epoch(3).steps(30, 39).close();

        assertThat(said).hasSize(2);
        assertThat(said.get(0).getEndedAt()).isNull();
        assertThat(said.get(1).getStartedAt()).isEqualTo(said.get(0).getStartedAt());
        assertThat(said.get(1).getEndedAt()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(said.get(1).getKind()).isEqualTo("epoch");
        assertThat(said.get(1).getIndex()).isEqualTo(3);
        assertThat(said.get(1).getFirstStep()).isEqualTo(30);
        assertThat(said.get(1).getLastStep()).isEqualTo(39);
    }

    @Test
    void phasesNestAndFollowEachOther() {
        try (Phase epoch = phases.epoch(0)) {
            phases.begin("train").close();
            try (Phase validate = phases.begin("validate")) {
                assertThat(phases.current()).isEqualTo(validate.id()).isEqualTo("epoch/0/validate/0");
            }
            assertThat(phases.current()).isEqualTo(epoch.id());
            phases.begin("validate").close();
        }
        phases.epoch(1).close();

        assertThat(last("epoch/0/validate/0").getPartOf()).isEqualTo("epoch/0");
        assertThat(last("epoch/0/validate/0").getAfter()).isEqualTo("epoch/0/train/0");
        assertThat(last("epoch/0/validate/1").getAfter()).isEqualTo("epoch/0/validate/0");
        assertThat(last("epoch/0").getAfter()).isNull();
        assertThat(last("epoch/1").getAfter()).isEqualTo("epoch/0");
        assertThat(last("epoch/1").getPartOf()).isNull();
        assertThat(phases.current()).isNull();
    }

    @Test
    void theNextEpochEndsTheOneBeforeAndWhatIsOpenInIt() {
        phases.epoch(0);
        Phase validate = phases.begin("validate");
        phases.epoch(1);
        validate.close();

        assertThat(phases.current()).isEqualTo("epoch/1");
        assertThat(last("epoch/0").getEndedAt()).isNotNull();
        assertThat(said)
                .filteredOn(phase -> phase.getId().equals("epoch/0/validate/0"))
                .hasSize(2);
    }

    @Test
    void theEndOfTheRunEndsWhatIsOpen() {
        phases.epoch(0);
        phases.begin("train");
        phases.endAll(Instant.ofEpochSecond(99));

        assertThat(last("epoch/0").getEndedAt()).isEqualTo(Instant.ofEpochSecond(99));
        assertThat(last("epoch/0/train/0").getEndedAt()).isEqualTo(Instant.ofEpochSecond(99));
        assertThat(phases.current()).isNull();
    }

    @Test
    void stepsAreNoPhasesAndAreToldSoOnce() {
        try (Warnings warnings = new Warnings()) {
            for (int step = 0; step < RunPhases.MOST + 10; step++) {
                phases.begin("step").close();
            }
            assertThat(said).hasSize(2 * RunPhases.MOST);
            assertThat(warnings.containing("at most 2000 phases")).hasSize(1);
        }
    }
}
