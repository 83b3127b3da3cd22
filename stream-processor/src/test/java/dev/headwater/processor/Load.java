package dev.headwater.processor;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/** What several guests say at once: always the same, so that what is made of it can be compared. */
final class Load {

    static final int RUNS = 6;
    static final int POINTS = 20;

    /** One record on its way to a topic. */
    record Said(Topic topic, String runId, SpecificRecord record) {}

    final List<Said> begin = new ArrayList<>();
    final List<Said> middle = new ArrayList<>();
    final List<Said> end = new ArrayList<>();

    /** @param batches of each run */
    Load(int batches) {
        Random random = new Random(11);
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Guest guest = new Guest("load-" + i);
            guests.add(guest);
            begin.add(new Said(Topic.RUN_EVENTS, guest.runId, guest.starts()));
            begin.add(new Said(Topic.RUN_EVENTS, guest.runId, guest.says(params(i))));
        }
        for (int batch = 0; batch < batches; batch++) {
            for (Guest guest : guests) {
                double[] loss = random.doubles(POINTS, 1, 1.01).toArray();
                if (batch % 50 == guests.indexOf(guest)) {
                    loss[7] = Double.NaN;
                }
                middle.add(new Said(
                        Topic.METRICS,
                        guest.runId,
                        guest.logs(
                                Guest.columns("train", "loss", (long) POINTS * batch, loss),
                                Guest.columns("train", "lr", batch, 0.1))));
                if (batch % 10 == 0) {
                    middle.add(new Said(Topic.HARDWARE, guest.runId, guest.uses("node-7", "gpu0", 250, batch)));
                }
                if (batch % 100 == 99) {
                    middle.add(new Said(Topic.RUN_EVENTS, guest.runId, guest.says(checkpoint(batch))));
                }
            }
        }
        for (Guest guest : guests) {
            end.add(new Said(Topic.RUN_EVENTS, guest.runId, guest.ends(EndStatus.FINISHED)));
        }
    }

    /** Two runs each have the same, and the last one alone another model. */
    private static ParamsLogged params(int run) {
        return new ParamsLogged(Map.of("lr", 0.1 * (run / 2 + 1), "model", run < RUNS - 1 ? "resnet" : "vit"));
    }

    /** The same bytes in all runs: they meet there. */
    private static ArtifactLogged checkpoint(int batch) {
        return ArtifactLogged.newBuilder()
                .setDirection(ArtifactDirection.OUTPUT)
                .setKind(ArtifactKind.CHECKPOINT)
                .setName(batch + ".bin")
                .setSha256(String.format("%064x", batch))
                .setBytes(1_000L)
                .setStep((long) batch)
                .build();
    }
}
