package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.Occurrence;
import dev.headwater.processor.detect.Origin;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.detect.Signal;
import dev.headwater.processor.detect.Subject;
import dev.headwater.processor.state.RunRuleState;
import dev.headwater.processor.state.RunWatchState;
import dev.headwater.processor.store.StateSerde;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the rules remember of a run is one record, whatever the run calls its series. */
class RoomTest {

    /** As the changelogs take it. */
    private static final int MOST_RECORD_BYTES = 4_194_304;

    /** Three bytes each in UTF-8. */
    private static final String LONG_NAME = "長".repeat(1_000);

    private final Stage stage = new Stage("r");

    @Test
    void whatTheRulesRememberFitsIntoARecordHoweverLongTheNames() {
        stage.budget = severity -> true;
        List<RunScene> scenes = new ArrayList<>();
        for (Rule rule : RunSuite.standard().rules()) {
            RunScene scene = new RunScene(rule, stage);
            fill(scene);
            scenes.add(scene);
        }

        assertThat(bytes(scenes)).isLessThan(MOST_RECORD_BYTES / 2 + MOST_RECORD_BYTES / 20);
        assertThat(bytes(scenes)).as("the room is used").isGreaterThan(MOST_RECORD_BYTES / 4);
    }

    @Test
    void whatIsForgottenMakesRoom() {
        RunScene scene = new RunScene(RunSuite.standard().rules().get(0), stage);
        int much = (int) (Room.MOST_BYTES / Double.BYTES) - 100;
        scene.memory("first", much)[0] = 1;
        scene.memory("second", much)[0] = 2;
        assertThat(scene.known("second")).isEmpty();

        scene.forget("first");

        scene.memory("second", much)[0] = 2;
        assertThat(scene.known("second")).isPresent();
    }

    @Test
    void whatWasStoredTakesItsRoomAgain() {
        Rule rule = RunSuite.standard().rules().get(0);
        RunScene before = new RunScene(rule, stage);
        int much = (int) (Room.MOST_BYTES / Double.BYTES) - 100;
        before.memory("first", much)[0] = 1;
        RunRuleState state = before.state();

        RunScene after = new RunScene(rule, new Stage("r"));
        after.resume(state);

        after.memory("second", much)[0] = 2;
        assertThat(after.known("first")).isPresent();
        assertThat(after.known("second")).isEmpty();
    }

    private static void fill(RunScene scene) {
        for (int i = 0; i < RunScene.ROOM + 1; i++) {
            String name = LONG_NAME + i;
            scene.memory(name, 16)[0] = i;
            scene.remember(name, LONG_NAME);
            EvidencePoint point = new EvidencePoint((long) i, Instant.EPOCH, 1.0, name);
            scene.breach(
                    new Subject(name, name, null, List.of()),
                    new Signal.Breach(Severity.WARNING, 1.0, () -> "is too long"),
                    new Occurrence((long) i, i, 1.0, Origin.NONE),
                    Collections.nCopies(32, point));
        }
    }

    private static int bytes(List<RunScene> scenes) {
        RunWatchState state = new RunWatchState(
                0L, 0L, 0L, 0L, scenes.stream().map(RunScene::state).toList());
        byte[] stored = new StateSerde<RunWatchState>(RunWatchState.getClassSchema()).serialize("", state);
        return Objects.requireNonNull(stored).length;
    }
}
