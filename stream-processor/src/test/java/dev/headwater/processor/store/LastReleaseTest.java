package dev.headwater.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.Guest;
import dev.headwater.processor.HalfwayRuns;
import dev.headwater.processor.LastRelease;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.state.Phase;
import dev.headwater.processor.state.Pulse;
import dev.headwater.processor.state.Quota;
import dev.headwater.processor.state.RunState;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.state.ShapeState;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Bytes that the last release stored, of every kind, mean to this one what they meant to that one. */
class LastReleaseTest {

    private static final String RUN = HalfwayRuns.GOES_ON;

    @Test
    void versionsAreThoseOfTheLastRelease() {
        assertThat(LastRelease.stored("runs", RUN)[0]).isEqualTo((byte) 2);
        assertThat(LastRelease.stored("boots", StoreKeys.boot(RUN, 0, "boot-a"))[0])
                .isEqualTo((byte) 2);
        assertThat(LastRelease.stored("series-state", StoreKeys.series(RUN, "series:half-1/train/loss"))[0])
                .isEqualTo((byte) 1);
        assertThat(LastRelease.stored("quotas", RUN)[0]).isEqualTo((byte) 1);
        assertThat(LastRelease.stored("pulses", RUN)[0]).isEqualTo((byte) 1);
        assertThat(LastRelease.stored("recent-batches", StoreKeys.boot(RUN, 0, "boot-a") + "\0m22")[0])
                .isEqualTo((byte) 1);
    }

    @Test
    void theLineageOfARun() {
        RunState run = read("runs", RUN, RunState.getClassSchema());

        assertThat(run.getRunId()).isEqualTo(RUN);
        assertThat(run.getStart()).isNotNull();
        assertThat(Objects.requireNonNull(run.getStart()).getExperiment()).isEqualTo("digits");
        assertThat(run.getStart().getCommandLine()).containsExactly("java", "Train");
        assertThat(run.getStartedAt()).isEqualTo(Guest.BEGIN.toEpochMilli());
        assertThat(run.getParams())
                .hasSize(4)
                .hasEntrySatisfying("lr", lr -> assertThat(lr.getValue()).isEqualTo(0.1))
                .hasEntrySatisfying("layers", layers -> {
                    assertThat(layers.getValue()).isEqualTo(3L);
                    assertThat(layers.getStamp().getSequence()).isEqualTo(1);
                    assertThat(layers.getStamp().getBootId()).isEqualTo("boot-a");
                })
                .hasEntrySatisfying("amp", amp -> assertThat(amp.getValue()).isEqualTo(true))
                .hasEntrySatisfying("opt", opt -> assertThat(opt.getValue()).isEqualTo("sgd"));
        assertThat(run.getTags())
                .hasEntrySatisfying("team", team -> assertThat(team.getText()).isEqualTo("vision"));
        assertThat(run.getContents().values())
                .extracting(content -> content.getSha256())
                .containsExactlyInAnyOrder("a".repeat(64), "b".repeat(64), "d".repeat(64));
        assertThat(run.getContents().values())
                .filteredOn(content -> content.getGenerated() != null)
                .singleElement()
                .satisfies(content -> assertThat(content.getSha256()).isEqualTo("b".repeat(64)));
        assertThat(run.getCodes()).hasSize(1);
        assertThat(run.getFacts())
                .hasEntrySatisfying(
                        "gpu.count", count -> assertThat(count.getValue()).isEqualTo(1L));
    }

    @Test
    void whatArrivedOfABoot() {
        BootState goesOn = read("boots", StoreKeys.boot(RUN, 0, "boot-a"), BootState.getClassSchema());
        assertThat(goesOn.getStarted()).isTrue();
        assertThat(goesOn.getMetricPoints().getRanges()).containsExactly(0L, 1101L);
        assertThat(goesOn.getHardwarePoints().getRanges()).containsExactly(0L, 1L);
        assertThat(goesOn.getRunEvents().getRanges()).containsExactly(0L, 8L);
        assertThat(goesOn.getClaimedMetricPoints()).isEqualTo(1102);
        assertThat(goesOn.getMetricBatches()).isEqualTo(23);
        assertThat(goesOn.getEnd()).isNull();

        BootState late = read("boots", StoreKeys.boot(HalfwayRuns.LATE, 0, "boot-a"), BootState.getClassSchema());
        assertThat(late.getMetricPoints().getRanges()).containsExactly(0L, 1L, 4L, 4L);
        assertThat(Objects.requireNonNull(late.getEnd()).getStatus()).isEqualTo("FINISHED");
        assertThat(late.getEnd().getMetricPoints()).isEqualTo(5);
    }

    @Test
    void theLastBatches() {
        ShapeState shape =
                read("recent-batches", StoreKeys.boot(RUN, 0, "boot-a") + "\0m22", ShapeState.getClassSchema());

        assertThat(shape.getFirst()).isEqualTo(1100);
        assertThat(shape.getLast()).isEqualTo(1101);
        assertThat(shape.getCounts()).containsExactly(1, 1);
    }

    @Test
    void boundsUsedAndSignsOfLife() {
        Quota quota = read("quotas", RUN, Quota.getClassSchema());
        assertThat(quota.getSeries()).isEqualTo(3);
        assertThat(quota.getFindings()).isEqualTo(1);
        assertThat(quota.getMutedFindings()).isZero();

        Pulse goesOn = read("pulses", RUN, Pulse.getClassSchema());
        assertThat(goesOn.getPhase()).isEqualTo(Phase.RUNNING);
        assertThat(goesOn.getLeaseMillis()).isEqualTo(300_000);
        assertThat(goesOn.getHeardAt()).isEqualTo(Guest.BEGIN.toEpochMilli());
        Pulse late = read("pulses", HalfwayRuns.LATE, Pulse.getClassSchema());
        assertThat(late.getPhase()).isEqualTo(Phase.ENDED);
        assertThat(late.getSettled()).isFalse();
        Pulse done = read("pulses", HalfwayRuns.DONE, Pulse.getClassSchema());
        assertThat(done.getSettled()).isTrue();
    }

    @Test
    void aSeriesItsUnfinishedChunkAndItsDetectors() {
        SeriesState series =
                read("series-state", StoreKeys.series(RUN, "series:half-1/train/loss"), SeriesState.getClassSchema());

        assertThat(series.getSeriesId()).isEqualTo("series:half-1/train/loss");
        assertThat(series.getCount()).isEqualTo(1101);
        assertThat(series.getNonFinite()).isEqualTo(1);
        assertThat(series.getFirstValue()).isEqualTo(2 + 1.0 / 64);
        assertThat(series.getLastValue()).isNaN();
        assertThat(series.getLastStep()).isEqualTo(1100);
        assertThat(series.getChunkIndex()).isEqualTo(1);
        assertThat(series.getValues().remaining()).isEqualTo((1101 - 1024) * Double.BYTES);
        assertThat(series.getValues().duplicate().order(ByteOrder.LITTLE_ENDIAN).getDouble())
                .isEqualTo(2 + Math.cos(1024) / 64);
        assertThat(series.getDetectors())
                .filteredOn(detector -> detector.getRule().equals("non-finite"))
                .singleElement()
                .satisfies(detector -> {
                    assertThat(detector.getVersion()).isEqualTo(1);
                    assertThat(detector.getCondition().getOpen()).isTrue();
                    assertThat(detector.getCondition().getSeverity()).isEqualTo("CRITICAL");
                    assertThat(detector.getCondition().getFirstStep()).isEqualTo(1100);
                    assertThat(detector.getCondition().getEvidenceValues()).hasSize(16);
                });
    }

    private static <T extends SpecificRecord> T read(String store, String key, Schema schema) {
        return Objects.requireNonNull(new StateSerde<T>(schema).deserialize(store, LastRelease.stored(store, key)));
    }
}
