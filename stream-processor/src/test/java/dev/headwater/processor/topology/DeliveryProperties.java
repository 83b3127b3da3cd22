package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.PhaseLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.event.TagsSet;
import dev.headwater.processor.Guest;
import dev.headwater.prov.Attribute;
import dev.headwater.prov.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** However a run is delivered, what is said of it in the end is the same, and what never came is counted. */
class DeliveryProperties {

    private static final String RUN = "activity|run:r";

    /** Two ranks, each a guest of its own; metrics of one rank only, since order across ranks is not theirs to decide. */
    private static List<SpecificRecord> run() {
        Guest zero = new Guest("r", 0, "boot-a");
        Guest one = new Guest("r", 1, "boot-b");
        List<SpecificRecord> all = new ArrayList<>();
        all.add(zero.says(Guest.start()
                .setSweep("lr")
                .setSearchSpace("lr: [0.1, 0.2]")
                .setOrganization("acme")
                .build()));
        all.add(one.says(Guest.start().setSweep("lr").build()));
        all.add(zero.says(new ParamsLogged(Map.of("lr", 0.1, "seed", 1L))));
        all.add(one.says(new ParamsLogged(Map.of("lr", 0.2))));
        all.add(zero.says(new TagsSet(Map.of("team", "a"))));
        all.add(zero.says(DatasetUsed.newBuilder()
                .setName("d")
                .setRole("train")
                .setSha256("a".repeat(64))
                .setRevisionOf("9".repeat(64))
                .build()));
        all.add(zero.says(phase("epoch/0", null, 10, null)));
        all.add(one.says(phase("epoch/0", null, 11, null)));
        all.add(zero.says(checkpoint("c", "epoch/0")));
        all.add(one.says(checkpoint("c", "epoch/0")));
        all.add(zero.logs("train", "loss", 0, 3, 2));
        all.add(zero.samples("node-7", "cpu", "utilization", 0.1, 0.2));
        all.add(one.samples("node-8", "cpu", "utilization", 0.3));
        all.add(zero.uses("node-7", "package0", 10, 20.5));
        all.add(one.uses("node-8", "gpu0", 100));
        all.add(zero.logs("train", "loss", 2, 1, 0.5, 0.25));
        all.add(zero.says(ArtifactLogged.newBuilder()
                .setDirection(ArtifactDirection.OUTPUT)
                .setKind(ArtifactKind.MODEL)
                .setName("m")
                .setSha256("b".repeat(64))
                .build()));
        all.add(zero.says(phase("epoch/0", null, 10, 20L)));
        all.add(one.says(phase("epoch/0", null, 11, 21L)));
        all.add(zero.says(phase("epoch/1", "epoch/0", 30, null)));
        all.add(zero.says(checkpoint("e", "epoch/1")));
        all.add(zero.logs("validation", "loss", 0, 2));
        all.add(zero.says(ModelRegistered.newBuilder()
                .setName("digits")
                .setVersion("7")
                .setAliases(List.of("champion"))
                .setSha256("b".repeat(64))
                .build()));
        all.add(zero.says(deployment(false)));
        all.add(one.says(deployment(false)));
        all.add(zero.says(deployment(true)));
        all.add(one.beats(1000));
        all.add(one.ends(EndStatus.FAILED));
        all.add(zero.ends(EndStatus.FINISHED));
        return all;
    }

    /** The run, what became of it when its first rank was started again, and two other runs that use what it made. */
    private static List<SpecificRecord> runs() {
        List<SpecificRecord> all = new ArrayList<>(run());
        Guest again = new Guest("r", 0, "boot-c");
        Guest reader = new Guest("reader");
        Guest serving = new Guest("serving");
        all.add(later(again.starts()));
        all.add(later(
                again.says(MeetingTest.artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, "c".repeat(64)))));
        all.add(later(again.ends(EndStatus.FINISHED)));
        all.add(later(reader.starts()));
        all.add(later(reader.says(MeetingTest.reads(ArtifactKind.FILE, "b".repeat(64)))));
        all.add(later(reader.says(MeetingTest.makes(ArtifactKind.FILE, "f".repeat(64)))));
        all.add(later(reader.says(MeetingTest.makes(ArtifactKind.MODEL, "9".repeat(64)))));
        all.add(later(reader.ends(EndStatus.FINISHED)));
        all.add(later(later(serving.says(MeetingTest.dataset("f".repeat(64))))));
        all.add(later(later(serving.says(MeetingTest.reads(ArtifactKind.FILE, "9".repeat(64))))));
        return all;
    }

    private static RunEvent later(RunEvent event) {
        return RunEvent.newBuilder(event)
                .setOccurredAt(event.getOccurredAt().plusSeconds(600))
                .build();
    }

    private static PhaseLogged phase(String id, @Nullable String after, long from, @Nullable Long to) {
        return PhaseLogged.newBuilder()
                .setId(id)
                .setKind("epoch")
                .setIndex(Long.parseLong(id.substring(id.length() - 1)))
                .setAfter(after)
                .setStartedAt(Guest.BEGIN.plusSeconds(from))
                .setEndedAt(to == null ? null : Guest.BEGIN.plusSeconds(to))
                .setFirstStep(from)
                .setLastStep(to)
                .build();
    }

    private static ArtifactLogged checkpoint(String digit, String phase) {
        return ArtifactLogged.newBuilder()
                .setDirection(ArtifactDirection.OUTPUT)
                .setKind(ArtifactKind.CHECKPOINT)
                .setName("last.ckpt")
                .setSha256(digit.repeat(64))
                .setPhase(phase)
                .build();
    }

    private static DeploymentLogged deployment(boolean retired) {
        return DeploymentLogged.newBuilder()
                .setEndpoint("digits-eu")
                .setDeployment("d1")
                .setRetired(retired)
                .setModelName("digits")
                .setModelVersion("7")
                .setSha256(retired ? null : "b".repeat(64))
                .build();
    }

    @Property(tries = 20)
    void anyOrderAcrossTopicsAndRanksAndAnyDuplicationSayTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        List<SpecificRecord> delivered = shuffledByLane(runs(), random);
        for (SpecificRecord record : List.copyOf(delivered)) {
            if (random.nextInt(4) == 0) {
                int after = delivered.indexOf(record) + 1;
                delivered.add(after + random.nextInt(delivered.size() - after + 1), record);
            }
        }

        assertThat(said(delivered)).isEqualTo(said(runs()));
    }

    @Property(tries = 20)
    void whateverIsCutIsCountedAsMissing(@ForAll long seed) {
        Random random = new Random(seed);
        List<SpecificRecord> kept = new ArrayList<>();
        long events = 0;
        long points = 0;
        for (SpecificRecord record : run()) {
            boolean last =
                    record instanceof RunEvent event && event.getPayload() instanceof dev.headwater.event.RunEnded;
            if (last || random.nextInt(3) > 0) {
                kept.add(record);
            } else if (record instanceof RunEvent) {
                events++;
            } else {
                points += points(record);
            }
        }
        try (Bench bench = new Bench()) {
            bench.send(kept.toArray(SpecificRecord[]::new)).wait(Duration.ofSeconds(5));

            assertThat(bench.attribute(RUN, "mlp:missing")).isEqualTo(events + points);
            assertThat(bench.attribute(RUN, "mlp:complete")).isEqualTo(events + points == 0);
            assertThat(bench.attribute(RUN, "mlp:status")).isEqualTo("FAILED");
            assertThat((Long) bench.attribute(RUN, "mlp:pointsExpected")
                            - (Long) bench.attribute(RUN, "mlp:pointsReceived"))
                    .isEqualTo(points);
        }
    }

    private static long points(SpecificRecord record) {
        return record instanceof MetricBatch batch
                ? batch.getLastSequence() - batch.getFirstSequence() + 1
                : ((HardwareBatch) record).getLastSequence() - ((HardwareBatch) record).getFirstSequence() + 1;
    }

    /** Kafka keeps the order of a topic and a sender keeps its own; everything else may come as it likes. */
    private static List<SpecificRecord> shuffledByLane(List<SpecificRecord> records, Random random) {
        Map<String, List<SpecificRecord>> lanes = new TreeMap<>();
        for (SpecificRecord record : records) {
            lanes.computeIfAbsent(
                            record.getClass().getSimpleName() + record.get(0) + record.get(1) + record.get(2),
                            lane -> new ArrayList<>())
                    .add(record);
        }
        List<SpecificRecord> mixed = new ArrayList<>();
        List<List<SpecificRecord>> open = new ArrayList<>(lanes.values());
        while (!open.isEmpty()) {
            List<SpecificRecord> lane = open.get(random.nextInt(open.size()));
            mixed.add(lane.remove(0));
            if (lane.isEmpty()) {
                open.remove(lane);
            }
        }
        return mixed;
    }

    /** What holds in the end, without counts of duplicates. */
    private static Map<String, String> said(List<SpecificRecord> delivered) {
        try (Bench bench = new Bench()) {
            bench.send(delivered.toArray(SpecificRecord[]::new)).wait(Duration.ofSeconds(5));
            Map<String, String> said = new TreeMap<>();
            for (Statement statement : bench.statementsOfRuns().values()) {
                List<Attribute> attributes = new ArrayList<>(statement.attributes());
                attributes.removeIf(
                        attribute -> attribute.name().toLowerCase(Locale.ROOT).contains("duplicate"));
                List<String> types = new ArrayList<>(statement.types());
                Collections.sort(types);
                said.put(statement.key(), types + " " + statement.formals() + " " + attributes);
            }
            return said;
        }
    }
}
