package dev.headwater.processor.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.state.BootState;
import dev.headwater.processor.store.StateSerde;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;

/** Of any run, cut anywhere and delivered anyhow, the report says exactly what was cut. */
class CompletenessProperties {

    private final StateSerde<BootState> serde = new StateSerde<>(BootState.getClassSchema());

    /** Up to three ranks of up to two boots each, in the order in which they were said. */
    private static List<SpecificRecord> run(Random random) {
        int ranks = 1 + random.nextInt(3);
        List<SpecificRecord> said = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            int boots = 1 + random.nextInt(2);
            for (int boot = 0; boot < boots; boot++) {
                Guest guest = new Guest("r", rank, "boot-" + boot);
                long later = 10_000L * boot;
                said.add(later(
                        later, guest.says(Guest.start().setWorldSize(ranks).build())));
                int records = random.nextInt(8);
                for (int i = 0; i < records; i++) {
                    switch (random.nextInt(3)) {
                        case 0 -> said.add(later(later, guest.beats(1000)));
                        case 1 -> said.add(guest.logs("", "loss", i, new double[1 + random.nextInt(5)]));
                        default -> said.add(guest.uses("node", "cpu", new double[1 + random.nextInt(3)]));
                    }
                }
                if (random.nextInt(4) > 0) {
                    EndStatus status = EndStatus.values()[random.nextInt(3)];
                    said.add(later(later, guest.ends(status)));
                }
            }
        }
        return said;
    }

    private static RunEvent later(long seconds, RunEvent event) {
        return RunEvent.newBuilder(event)
                .setOccurredAt(event.getOccurredAt().plusSeconds(seconds))
                .build();
    }

    @Property
    void theReportSaysWhatWasCutAndDoesNotDependOnTheOrder(@ForAll long seed) {
        Random random = new Random(seed);
        List<SpecificRecord> kept = new ArrayList<>(run(random));
        kept.removeIf(record -> random.nextInt(4) == 0);

        RunReport inOrder = report(kept);
        List<SpecificRecord> delivered = new ArrayList<>(kept);
        kept.stream().filter(record -> random.nextInt(3) == 0).forEach(delivered::add);
        Collections.shuffle(delivered, random);
        RunReport shuffled = report(delivered);

        assertThat(words(shuffled)).isEqualTo(words(inOrder));
        long again = shuffled.points().duplicate() + shuffled.runEvents().duplicate();
        assertThat(again).isEqualTo(sequences(delivered) - sequences(kept));
        for (RankReport rank : shuffled.ranks()) {
            assertThat(rank.missingRunEvents()).isEqualTo(missing(kept, rank, RunEvent.class));
            assertThat(rank.missingMetricPoints()).isEqualTo(missing(kept, rank, MetricBatch.class));
            assertThat(rank.missingHardwarePoints()).isEqualTo(missing(kept, rank, HardwareBatch.class));
        }
    }

    @Property
    void whatWasNotCutIsComplete(@ForAll long seed) {
        List<SpecificRecord> said = run(new Random(seed));
        boolean allEnded = said.stream().filter(CompletenessProperties::isStart).count()
                == said.stream().filter(CompletenessProperties::isEnd).count();

        RunReport report = report(said);

        assertThat(report.complete()).isEqualTo(allEnded);
        assertThat(report.points().missing() + report.runEvents().missing()).isZero();
        assertThat(report.ranksExpected()).isEqualTo(report.ranks().size());
    }

    private static boolean isStart(SpecificRecord record) {
        return record instanceof RunEvent event && event.getSequence() == 0;
    }

    private static boolean isEnd(SpecificRecord record) {
        return record instanceof RunEvent event && event.getPayload() instanceof RunEnded;
    }

    /** The report of a run after these records, with the state of each boot stored and read in between. */
    private RunReport report(List<SpecificRecord> delivered) {
        Map<String, BootState> boots = new TreeMap<>();
        for (SpecificRecord record : delivered) {
            int rank = (int) record.get(1);
            String bootId = (String) record.get(2);
            BootState known = boots.get(rank + "/" + bootId);
            Boot boot = known == null ? Boot.unheard(rank, bootId) : Boot.of(known);
            if (record instanceof RunEvent event) {
                if (boot.runEvents().look(event.getSequence(), event.getSequence()) == Counter.Arrival.NEW) {
                    boot.learn(event);
                }
                boot.runEvents().receive(event.getSequence(), event.getSequence());
            } else if (record instanceof MetricBatch batch) {
                boot.metricPoints().receive(batch.getFirstSequence(), batch.getLastSequence());
            } else if (record instanceof HardwareBatch batch) {
                boot.hardwarePoints().receive(batch.getFirstSequence(), batch.getLastSequence());
            }
            byte[] bytes = serde.serialize("boots", boot.state());
            boots.put(rank + "/" + bootId, Objects.requireNonNull(serde.deserialize("boots", bytes)));
        }
        return RunReport.of(boots.values().stream().map(Boot::of).toList());
    }

    /** All that the report says, but for duplicates. */
    private static List<Object> words(RunReport report) {
        List<Object> words =
                new ArrayList<>(List.of(report.end(), report.endedAt(), report.complete(), report.ranksExpected()));
        for (RankReport rank : report.ranks()) {
            words.add(rank.rank());
            words.add(rank.end());
            words.add(rank.startedAt());
            words.add(rank.heardUntil());
            words.add(rank.openBoots());
            words.add(rank.attempts().stream().map(Boot::bootId).toList());
            for (Tally tally : List.of(rank.runEvents(), rank.metricPoints(), rank.hardwarePoints())) {
                words.add(tally.expected() == null ? "unknown" : tally.expected());
                words.add(tally.received());
                words.add(tally.missing());
            }
        }
        return words;
    }

    private static long sequences(List<SpecificRecord> records) {
        return records.stream().mapToLong(record -> sequencesOf(record).count()).sum();
    }

    private static LongStream sequencesOf(SpecificRecord record) {
        return record instanceof RunEvent event
                ? LongStream.of(event.getSequence())
                : LongStream.rangeClosed((long) record.get(3), (long) record.get(4));
    }

    /** What a reader of the kept records alone can know to be missing, boot by boot, as it is to be written. */
    private static String missing(List<SpecificRecord> kept, RankReport rank, Class<?> kind) {
        List<String> parts = new ArrayList<>();
        for (Boot boot : rank.boots()) {
            List<SpecificRecord> own = kept.stream()
                    .filter(record ->
                            record.get(1).equals(rank.rank()) && record.get(2).equals(boot.bootId()))
                    .toList();
            Set<Long> here = own.stream()
                    .filter(kind::isInstance)
                    .flatMap(record -> sequencesOf(record).boxed())
                    .collect(Collectors.toCollection(TreeSet::new));
            long known = here.stream().mapToLong(sequence -> sequence + 1).max().orElse(0);
            for (SpecificRecord record : own) {
                if (record instanceof RunEvent event) {
                    known = Math.max(known, promised(event.getPayload(), kind));
                }
            }
            String ranges = ranges(known, here);
            if (!ranges.isEmpty()) {
                parts.add(rank.boots().size() == 1 ? ranges : boot.bootId() + ": " + ranges);
            }
        }
        return String.join("; ", parts);
    }

    private static long promised(Object payload, Class<?> kind) {
        if (payload instanceof RunEnded end) {
            return kind == RunEvent.class
                    ? end.getRunEvents()
                    : kind == MetricBatch.class ? end.getMetricPoints() : end.getHardwarePoints();
        } else if (payload instanceof Heartbeat beat && kind != RunEvent.class) {
            return kind == MetricBatch.class ? beat.getMetricPoints() : beat.getHardwarePoints();
        }
        return 0;
    }

    private static String ranges(long known, Set<Long> here) {
        List<String> ranges = new ArrayList<>();
        for (long first = 0; first < known; first++) {
            if (!here.contains(first)) {
                long last = first;
                while (last + 1 < known && !here.contains(last + 1)) {
                    last++;
                }
                ranges.add(first == last ? "" + first : first + "-" + last);
                first = last;
            }
        }
        return String.join(", ", ranges);
    }
}
