package dev.headwater.processor;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.EndStatus;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.SourceCaptured;
import dev.headwater.event.TagsSet;
import dev.headwater.schemas.wire.TrustedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Three runs in two halves: what a release made of the first half is frozen, and the next must go on from there. Never
 * change what the first half says; the frozen state would no longer follow from it.
 */
public final class HalfwayRuns {

    static {
        TrustedRecords.trust();
    }

    /** Goes on in the second half: a finding is open, a chunk is unfinished. */
    public static final String GOES_ON = "half-1";

    /** Has ended, and a batch of it is still on its way. */
    public static final String LATE = "half-2";

    /** Has ended, and everything of it has arrived. */
    public static final String DONE = "half-3";

    /** Points of {@code train/loss} of the run that goes on, in each half. */
    public static final int FIRST_POINTS = 1_101;

    public static final int SECOND_POINTS = 70;

    private static final String DIGEST_A = "a".repeat(64);
    private static final String DIGEST_B = "b".repeat(64);

    private final List<SpecificRecord> first = new ArrayList<>();
    private final List<SpecificRecord> second = new ArrayList<>();

    public HalfwayRuns() {
        goesOn();
        late();
        done();
    }

    public List<SpecificRecord> firstHalf() {
        return first;
    }

    public List<SpecificRecord> secondHalf() {
        return second;
    }

    private void goesOn() {
        Guest guest = new Guest(GOES_ON);
        first.add(guest.starts());
        first.add(guest.says(new ParamsLogged(Map.of("lr", 0.1, "layers", 3L, "amp", true, "opt", "sgd"))));
        first.add(guest.says(new TagsSet(Map.of("team", "vision"))));
        first.add(guest.says(DatasetUsed.newBuilder()
                .setName("digits")
                .setRole("train")
                .setSha256("d".repeat(64))
                .setBytes(4096L)
                .setRows(60_000L)
                .build()));
        first.add(guest.says(checkpoint(ArtifactDirection.INPUT, "init.bin", DIGEST_A)));
        first.add(guest.says(SourceCaptured.newBuilder()
                .setRepository("https://example.org/digits.git")
                .setCommit("c".repeat(40))
                .setBranch("main")
                .build()));
        first.add(guest.says(EnvironmentCaptured.newBuilder()
                .setSha256("e".repeat(64))
                .setFacts(Map.of("os", "Linux"))
                .setRunFacts(Map.of("gpu.count", 1L))
                .build()));
        for (int step = 0; step < FIRST_POINTS - 1; step += 50) {
            first.add(guest.logs("train", "loss", step, loss(step, 50)));
        }
        MetricBatch lastOfFirst = guest.logs(
                Guest.columns("train", "loss", FIRST_POINTS - 1, Double.NaN),
                Guest.columns("train", "grad_norm", FIRST_POINTS - 1, 0.5));
        first.add(lastOfFirst);
        first.add(guest.uses("node-7", "gpu0", 250, 250.5));
        first.add(guest.says(checkpoint(ArtifactDirection.OUTPUT, "1000.bin", DIGEST_B)));
        first.add(guest.beats(30_000));

        MetricBatch fresh = guest.logs("train", "loss", FIRST_POINTS, loss(FIRST_POINTS, SECOND_POINTS - 10));
        second.add(together(lastOfFirst, fresh));
        second.add(guest.logs(
                "train", "loss", FIRST_POINTS + SECOND_POINTS - 10, loss(FIRST_POINTS + SECOND_POINTS - 10, 10)));
        second.add(guest.uses("node-7", "gpu0", 99.5));
        second.add(guest.ends(EndStatus.FINISHED));
    }

    private void late() {
        Guest guest = new Guest(LATE);
        first.add(guest.starts());
        first.add(guest.logs("train", "loss", 0, 3, 2));
        second.add(guest.logs("train", "loss", 2, 1.5, 1.25));
        first.add(guest.logs("train", "loss", 4, 1));
        first.add(guest.ends(EndStatus.FINISHED));
    }

    private void done() {
        Guest guest = new Guest(DONE, 0, "boot-c");
        first.add(guest.starts());
        first.add(guest.logs("", "accuracy", 0, 0.5, 0.75));
        first.add(guest.ends(EndStatus.FAILED));
    }

    /** What a guest sends that does not know whether the first of the two has arrived. */
    private static MetricBatch together(MetricBatch seen, MetricBatch fresh) {
        List<MetricColumns> series = new ArrayList<>();
        series.add(Guest.columns(
                "train",
                "loss",
                FIRST_POINTS - 1,
                IntStream.range(-1, fresh.getSeries().get(0).getValues().size())
                        .mapToDouble(i -> i < 0
                                ? Double.NaN
                                : fresh.getSeries().get(0).getValues().get(i))
                        .toArray()));
        series.add(seen.getSeries().get(1));
        return MetricBatch.newBuilder(fresh)
                .setFirstSequence(seen.getFirstSequence())
                .setSeries(series)
                .build();
    }

    private static double[] loss(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToDouble(step -> 2 + Math.cos(step) / 64)
                .toArray();
    }

    private static ArtifactLogged checkpoint(ArtifactDirection direction, String name, String sha256) {
        return ArtifactLogged.newBuilder()
                .setDirection(direction)
                .setKind(ArtifactKind.CHECKPOINT)
                .setName(name)
                .setSha256(sha256)
                .setBytes(1_000L)
                .setStep(1_000L)
                .build();
    }
}
