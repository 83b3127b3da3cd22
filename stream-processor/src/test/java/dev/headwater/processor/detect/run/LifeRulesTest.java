package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.Severity;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.TagsSet;
import dev.headwater.processor.Guest;
import dev.headwater.processor.detect.Finding;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Rules over how a run begins, lives and ends. */
class LifeRulesTest {

    private static RunScript training() {
        return new RunScript()
                .event(Guest.start().build())
                .event(new ParamsLogged(Map.of("learning_rate", 0.01, "seed", 7L)));
    }

    private static RunEnded ends(EndStatus status) {
        return RunEnded.newBuilder()
                .setStatus(status)
                .setRunEvents(3)
                .setMetricPoints(0)
                .setHardwarePoints(0)
                .build();
    }

    private static ArtifactLogged checkpoint(long step) {
        return ArtifactLogged.newBuilder()
                .setDirection(ArtifactDirection.OUTPUT)
                .setKind(ArtifactKind.CHECKPOINT)
                .setName("model.pt")
                .setStep(step)
                .build();
    }

    @ParameterizedTest
    @EnumSource(value = EndStatus.class, mode = Mode.EXCLUDE, names = "FINISHED")
    void aTrainingThatFailsWithoutAMetricDiedEarly(EndStatus status) {
        assertThat(training().later(600_000).event(ends(status)).settled().played(DiedEarly.DEFINITION))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.WARNING);
                    assertThat(found.message())
                            .isEqualTo("The run ended " + status + " without having logged a metric");
                });
    }

    @Test
    void aTrainingThatIsLostAfterItsFirstStepDiedEarly() {
        assertThat(training()
                        .metric("", "loss", 0, 10.8)
                        .metric("", "grad_norm", 0, 8)
                        .lost(Turn.WHOLE_RUN, 60_000)
                        .played(DiedEarly.DEFINITION))
                .singleElement()
                .satisfies(found -> assertThat(found.message()).contains("was lost after metrics of one step only, 0"));
    }

    @Test
    void aRunThatIsHeardAgainIsNotDead() {
        assertThat(training()
                        .lost(Turn.WHOLE_RUN, 60_000)
                        .heardAgain(Turn.WHOLE_RUN)
                        .played(DiedEarly.DEFINITION))
                .last()
                .satisfies(found -> assertThat(found.state()).isEqualTo(AnomalyState.RESOLVED));
    }

    @Test
    void whatFinishesMayHaveNothingToLog() {
        RunScript preparation = new RunScript().event(Guest.start().build());
        assertThat(preparation.event(ends(EndStatus.FINISHED)).settled().played(DiedEarly.DEFINITION))
                .isEmpty();
        RunScript unobserved = training().later(3_600_000).event(ends(EndStatus.FINISHED));
        assertThat(unobserved.settled().played(DiedEarly.DEFINITION)).isEmpty();
        RunScript classifier = training().metric("", "accuracy", 0, 0.9).metric("", "log_loss", 0, 0.3);
        assertThat(classifier.event(ends(EndStatus.FINISHED)).settled().played(DiedEarly.DEFINITION))
                .isEmpty();
    }

    @Test
    void aTrainingThatFinishesAtOnceWithoutAMetricHasNotTrained() {
        assertThat(training()
                        .later(2_000)
                        .event(ends(EndStatus.FINISHED))
                        .settled()
                        .played(DiedEarly.DEFINITION))
                .hasSize(1);
    }

    @Test
    void aRunThatFailsLateDidNotDieEarly() {
        assertThat(training()
                        .metric("", "loss", 0, 10)
                        .metric("", "loss", 100, 9)
                        .event(ends(EndStatus.FAILED))
                        .settled()
                        .played(DiedEarly.DEFINITION))
                .isEmpty();
    }

    @Test
    void aRunThatBeatsForTwentyMinutesWithoutAMetricStalls() {
        RunScript run = training();
        for (int minute = 1; minute <= 25; minute++) {
            run.later(60_000).event(new Heartbeat(5_000L, 0L, 0L));
        }
        run.metric("", "loss", 0, 10);

        assertThat(run.played(StartupStall.DEFINITION)).satisfies(found -> {
            assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
            assertThat(found.get(0).windowStart()).isEqualTo(RunScript.BEGIN + 21 * 60_000);
            assertThat(found.get(found.size() - 1).state()).isEqualTo(AnomalyState.RESOLVED);
        });
    }

    @Test
    void metricsThatAreOnTheirWayAreNoStall() {
        assertThat(training()
                        .later(30 * 60_000)
                        .event(new Heartbeat(5_000L, 1_000L, 0L))
                        .played(StartupStall.DEFINITION))
                .isEmpty();
    }

    /** Beats every minute, with as many points logged in between. */
    private static long beats(RunScript run, int minutes, long logged, long perMinute) {
        long points = logged;
        for (int minute = 0; minute < minutes; minute++) {
            points += perMinute;
            run.later(60_000).event(new Heartbeat(60_000L, points, 0L));
        }
        return points;
    }

    @Test
    void aTrainingThatLogsNoMoreWhileItsHeartbeatsGoOnHangs() {
        RunScript run = training();
        long points = beats(run, 30, 0, 60);
        beats(run, 20, points, 0);
        beats(run, 1, points, 5);

        assertThat(run.played(TrainingStalled.DEFINITION)).satisfies(found -> {
            assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
            assertThat(found.get(0).windowStart()).isEqualTo(RunScript.BEGIN + 41 * 60_000);
            assertThat(found.get(0).message())
                    .isEqualTo("The run lives, but has logged no metric for 11 minutes; its longest pause was 60 s");
            assertThat(found.get(found.size() - 1).state()).isEqualTo(AnomalyState.RESOLVED);
            assertThat(found).extracting(Finding::ordinal).containsOnly(0);
        });
    }

    @Test
    void pausesThatTheRunHasShownAreNoHang() {
        RunScript evaluates = training();
        long points = beats(evaluates, 30, 0, 60);
        for (int evaluation = 0; evaluation < 3; evaluation++) {
            beats(evaluates, 8 + 5 * evaluation, points, 0);
            points = beats(evaluates, 10, points, 60);
        }
        assertThat(evaluates.played(TrainingStalled.DEFINITION)).isEmpty();

        RunScript rarely = training();
        points = 0;
        for (int epoch = 0; epoch < 20; epoch++) {
            beats(rarely, 30, points, 0);
            points = beats(rarely, 1, points, 2);
        }
        beats(rarely, 90, points, 0);
        assertThat(rarely.played(TrainingStalled.DEFINITION)).isEmpty();
    }

    @Test
    void whoEndsOrSavesDoesNotHang() {
        RunScript ends = training();
        long points = beats(ends, 30, 0, 60);
        ends.event(ends(EndStatus.FINISHED));
        beats(ends, 60, points, 0);
        assertThat(ends.played(TrainingStalled.DEFINITION)).isEmpty();

        RunScript saves = training();
        points = beats(saves, 30, 0, 60);
        for (int checkpoint = 0; checkpoint < 5; checkpoint++) {
            beats(saves, 9, points, 0);
            saves.event(checkpoint(checkpoint));
        }
        assertThat(saves.played(TrainingStalled.DEFINITION)).isEmpty();
    }

    @Test
    void silenceIsFoundPerRunAndPerRankAndIsOverWhenHeardAgain() {
        assertThat(training()
                        .lost(3, 70_000)
                        .heardAgain(3)
                        .lost(Turn.WHOLE_RUN, 61_000)
                        .played(HeartbeatLost.DEFINITION))
                .extracting(found -> found.subject().withinRun() + " " + found.state() + " " + found.severity())
                .containsExactly("rank/3 OPEN CRITICAL", "rank/3 RESOLVED CRITICAL", "run OPEN WARNING");
    }

    @Test
    void aCheckpointThatIsDueTwiceIsMissed() {
        RunScript run = training().event(new TagsSet(Map.of("trainer.save-steps", "100")));
        for (int step = 0; step < 600; step += 10) {
            run.later(1000).metric("", "loss", step, 5);
            if (step == 100 || step == 200 || step == 500) {
                run.event(checkpoint(step));
            }
        }
        assertThat(run.played(CheckpointMissing.DEFINITION, 7)).satisfies(found -> {
            assertThat(found.get(0).severity()).isEqualTo(Severity.WARNING);
            assertThat(found.get(0).firstStep()).isEqualTo(400);
            assertThat(found.get(found.size() - 1).state()).isEqualTo(AnomalyState.RESOLVED);
        });
    }

    @Test
    void theHabitOfARunIsItsInterval() {
        RunScript run = training();
        for (int step = 0; step < 1000; step += 10) {
            run.later(1000).metric("", "loss", step, 5);
            if (step % 100 == 0 && step <= 500) {
                run.event(checkpoint(step));
            }
        }
        assertThat(run.played(CheckpointMissing.DEFINITION))
                .first()
                .satisfies(found -> assertThat(found.firstStep()).isEqualTo(700));
    }

    @Test
    void whoSavesTheBestOnlyHasNoInterval() {
        RunScript run = training();
        for (int step = 0; step < 5000; step += 10) {
            run.later(1000).metric("", "loss", step, 5);
            if (step == 10 || step == 40 || step == 50 || step == 300 || step == 340) {
                run.event(checkpoint(step));
            }
        }
        assertThat(run.played(CheckpointMissing.DEFINITION)).isEmpty();
    }

    @Test
    void checkpointsThatNobodyLogsAreANotice() {
        RunScript run = training().event(new ParamsLogged(Map.of("save_steps", 100L)));
        for (int step = 0; step < 600; step += 10) {
            run.later(1000).metric("", "loss", step, 5);
        }
        assertThat(run.played(CheckpointMissing.DEFINITION))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.severity()).isEqualTo(Severity.INFO));
        RunScript byEpoch = training().event(new ParamsLogged(Map.of("save_steps", 100L, "save_strategy", "epoch")));
        assertThat(byEpoch.metric("", "loss", 0, 1).metric("", "loss", 900, 1).played(CheckpointMissing.DEFINITION))
                .isEmpty();
    }
}
