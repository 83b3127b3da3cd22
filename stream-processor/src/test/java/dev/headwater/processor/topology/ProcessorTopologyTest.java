package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.AnomalyState;
import dev.headwater.event.EndStatus;
import dev.headwater.event.MetricBatch;
import dev.headwater.processor.Guest;
import dev.headwater.schemas.Columns;
import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessorTopologyTest {

    private static final String RUN = "activity|run:r";
    private static final String LOSS = "entity|series:r/train/loss";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aRunThatEndedWithAllItsPointsIsSaidAtOnceAndComplete() {
        Guest guest = new Guest("r");
        bench.send(
                        guest.starts(),
                        guest.logs("train", "loss", 0, 3, 2, 1),
                        guest.samples("node-7", "cpu", "utilization", 0.5))
                .send(guest.ends(EndStatus.FINISHED));

        assertThat(bench.attribute(RUN, "mlp:status")).isEqualTo("FINISHED");
        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(true);
        assertThat(bench.attribute(RUN, "mlp:pointsExpected")).isEqualTo(4L);
        assertThat(bench.attribute(RUN, "mlp:pointsReceived")).isEqualTo(4L);
        assertThat(bench.attribute(RUN, "mlp:eventsReceived")).isEqualTo(2L);
        assertThat(bench.attribute(LOSS, "mlp:count")).isEqualTo(3L);
        assertThat(bench.attribute(LOSS, "mlp:firstValue")).isEqualTo(3.0);
        assertThat(bench.attribute(LOSS, "mlp:lastValue")).isEqualTo(1.0);
        assertThat(bench.attribute(LOSS, "mlp:mean")).isEqualTo(2.0);
        assertThat(bench.attribute("entity|resource:r/node-7/cpu/utilization", "mlp:unit"))
                .isEqualTo("1");
        assertThat(Columns.values(bench.chunk("r|series:r/train/loss|0").getValues()))
                .containsExactly(3, 2, 1);
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void pointsThatArriveAfterTheEndCompleteTheRun() {
        Guest guest = new Guest("r");
        MetricBatch late = guest.logs("train", "loss", 0, 3, 2, 1);
        bench.send(guest.starts(), guest.ends(EndStatus.FINISHED));
        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(false);
        assertThat(bench.attribute(RUN, "mlp:missing")).isEqualTo(3L);

        bench.send(late);

        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(true);
        assertThat(bench.attribute(LOSS, "mlp:count")).isEqualTo(3L);
        assertThat(bench.attribute("entity|record:r/0", "mlp:metricPointsMissing"))
                .isEqualTo(0L);
    }

    @Test
    void aGrowingSeriesIsSaidOncePerFlushInterval() {
        Guest guest = new Guest("r");
        bench.send(guest.starts());
        long before = bench.statementsSaid();
        for (int i = 0; i < 100; i++) {
            bench.send(guest.logs("train", "loss", i, 1));
        }
        assertThat(bench.statementsSaid()).isEqualTo(before);

        bench.wait(Duration.ofSeconds(3));

        assertThat(bench.attribute(LOSS, "mlp:count")).isEqualTo(100L);
        assertThat(bench.statementsSaid()).isEqualTo(before + 2);
        bench.wait(Duration.ofSeconds(30));
        assertThat(bench.statementsSaid()).isEqualTo(before + 2);
    }

    @Test
    void aLongSeriesIsCutIntoChunks() {
        Guest guest = new Guest("r");
        double[] values = new double[2500];
        Arrays.setAll(values, i -> i);
        bench.send(guest.starts(), guest.logs("train", "loss", 0, values), guest.ends(EndStatus.FINISHED));

        assertThat(bench.chunksSaid()).isEqualTo(3);
        assertThat(bench.chunk("r|series:r/train/loss|0").getValues()).hasSize(1024);
        assertThat(Columns.values(bench.chunk("r|series:r/train/loss|2").getValues()))
                .hasSize(452)
                .startsWith(2048)
                .endsWith(2499);
        assertThat(Columns.absolute(bench.chunk("r|series:r/train/loss|1").getStepDeltas()))
                .startsWith(1024)
                .endsWith(2047);
    }

    @Test
    void aNonFiniteLossIsRaisedAtOnceOnce() {
        Guest guest = new Guest("r");
        bench.send(guest.starts(), guest.logs("train", "loss", 0, 2, 1.5, Double.NaN, Double.NaN))
                .send(guest.logs("train", "loss", 4, Double.POSITIVE_INFINITY));

        assertThat(bench.anomalies()).singleElement().satisfies(found -> {
            assertThat(found.getRule()).isEqualTo("non-finite");
            assertThat(found.getState()).isEqualTo(AnomalyState.OPEN);
            assertThat(found.getFirstStep()).isEqualTo(2);
            assertThat(found.getExperiment()).isEqualTo("digits");
            assertThat(found.getMessage()).isEqualTo("train/loss is NaN at step 2");
            assertThat(found.getEvidence()).hasSize(3);
        });
        assertThat(bench.attribute("entity|anomaly:r/non-finite/train%2Floss/0", "mlp:severity"))
                .isEqualTo("CRITICAL");
    }

    @Test
    void aFindingIsResolvedWhenItIsOver() {
        Guest guest = new Guest("r");
        double[] finite = new double[30];
        Arrays.fill(finite, 1);
        bench.send(guest.starts(), guest.logs("train", "loss", 0, Double.NaN), guest.logs("train", "loss", 1, finite));

        assertThat(bench.anomalies())
                .extracting(Anomaly::getState)
                .containsExactly(AnomalyState.OPEN, AnomalyState.RESOLVED);
    }

    @Test
    void silenceLosesARunAndLateDataReopensIt() {
        Guest guest = new Guest("r");
        bench.send(guest.starts(), guest.beats(1000)).wait(Duration.ofSeconds(59));
        assertThat(bench.attribute(RUN, "mlp:status")).isEqualTo("RUNNING");

        bench.wait(Duration.ofSeconds(3));
        assertThat(bench.attribute(RUN, "mlp:status")).isEqualTo("LOST");

        bench.send(guest.beats(1000));
        assertThat(bench.attribute(RUN, "mlp:status")).isEqualTo("RUNNING");
    }

    @Test
    void resentBatchesCountOnce() {
        Guest guest = new Guest("r");
        MetricBatch batch = guest.logs("train", "loss", 0, 3, 2, 1);
        bench.send(guest.starts(), batch, batch, guest.ends(EndStatus.FINISHED), batch)
                .wait(Duration.ofSeconds(3));

        assertThat(bench.attribute(LOSS, "mlp:count")).isEqualTo(3L);
        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(true);
        assertThat(bench.attribute(RUN, "mlp:duplicates")).isEqualTo(6L);
    }

    @Test
    void aResentBatchOfOneSeriesThatGoesFurtherIsCutToItsNewPoints() {
        Guest guest = new Guest("r");
        MetricBatch first = guest.logs("train", "loss", 0, 5, 4);
        MetricBatch further = MetricBatch.newBuilder(first)
                .setLastSequence(3)
                .setSeries(List.of(Guest.columns("train", "loss", 0, 5, 4, 3, 2)))
                .build();
        bench.send(guest.starts(), first, further).wait(Duration.ofSeconds(3));

        assertThat(bench.attribute(LOSS, "mlp:count")).isEqualTo(4L);
        assertThat(Columns.values(bench.chunk("r|series:r/train/loss|0").getValues()))
                .containsExactly(5, 4, 3, 2);
    }

    @Test
    void aResentBatchWithOtherBoundariesIsCutToItsNewPointsInEverySeries() {
        Guest guest = new Guest("r");
        MetricBatch one = guest.logs(Guest.columns("", "a", 0, 1, 2), Guest.columns("", "b", 0, 10));
        MetricBatch two = guest.logs(Guest.columns("", "b", 1, 11, 12));
        MetricBatch again = MetricBatch.newBuilder(one)
                .setLastSequence(6)
                .setSeries(List.of(Guest.columns("", "a", 0, 1, 2, 3), Guest.columns("", "b", 0, 10, 11, 12, 13)))
                .build();
        bench.send(guest.starts(), one, two, again).wait(Duration.ofSeconds(3));

        assertThat(Columns.values(bench.chunk("r|series:r/a|0").getValues())).containsExactly(1, 2, 3);
        assertThat(Columns.values(bench.chunk("r|series:r/b|0").getValues())).containsExactly(10, 11, 12, 13);
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void aBatchWhoseNewPointsCannotBeToldIsSetAsideAndShowsAsMissing() {
        Guest guest = new Guest("r");
        MetricBatch one = guest.logs(Guest.columns("", "a", 0, 1, 2), Guest.columns("", "b", 0, 10));
        MetricBatch odd = MetricBatch.newBuilder(one)
                .setFirstSequence(1)
                .setLastSequence(4)
                .setSeries(List.of(Guest.columns("", "a", 1, 2, 3), Guest.columns("", "b", 0, 10, 11)))
                .build();
        guest.logs(Guest.columns("", "a", 2, 3), Guest.columns("", "b", 1, 11));
        bench.send(guest.starts(), one, odd, guest.ends(EndStatus.FINISHED));

        assertThat(bench.deadLetters()).hasSize(1);
        assertThat(bench.attribute(RUN, "mlp:missing")).isEqualTo(2L);
        assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(false);
    }

    @Test
    void whatCannotBeTakenGoesToTheDeadLettersAndTheRestFlowsOn() {
        Guest guest = new Guest("r");
        byte[] good = bench.bytes(Topic.RUN_EVENTS, guest.starts());
        byte[] truncated = Arrays.copyOf(good, good.length - 3);
        bench.sendRaw(Topic.RUN_EVENTS, "r", truncated);
        bench.sendRaw(Topic.METRICS, "r", good);
        bench.sendRaw(Topic.RUN_EVENTS, "other", good);
        bench.sendRaw(Topic.RUN_EVENTS, "r", good);

        assertThat(bench.deadLetters())
                .hasSize(3)
                .satisfiesExactly(
                        unreadable -> {
                            assertThat(unreadable.getValue()).isEqualTo(truncated);
                            assertThat(header(unreadable, DeadLetter.STAGE)).isEqualTo("reading");
                        },
                        misplaced ->
                                assertThat(header(misplaced, DeadLetter.TOPIC)).isEqualTo("headwater.metrics"),
                        foreign -> {
                            assertThat(foreign.getValue()).isEqualTo(good);
                            assertThat(header(foreign, DeadLetter.REASON))
                                    .contains("key")
                                    .contains("other");
                        });
        assertThat(bench.attribute(RUN, "mlp:status")).isEqualTo("RUNNING");
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
