package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.Heartbeat;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.PointsThinned;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.processor.HalfwayRuns;
import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Whatever stands on the input topics: each record is taken or set aside with a reason, and a good run beside it is whole. */
class BadRecordsProperties {

    private static final List<Topic> INPUTS = List.of(Topic.RUN_EVENTS, Topic.METRICS, Topic.HARDWARE);
    private static final int PER_TRY = 300;

    @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
    void bytesOfAnyKind(@ForAll Random random) {
        try (Bench bench = new Bench()) {
            for (int i = 0; i < PER_TRY; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                if (random.nextBoolean() && bytes.length > 5) {
                    // In framing, with a schema that exists, or nearly.
                    System.arraycopy(new byte[] {0, 0, 0, 0, (byte) random.nextInt(12)}, 0, bytes, 0, 5);
                }
                bench.sendRaw(any(random), random.nextBoolean() ? "r" : null, bytes);
            }
            assertTheRestFlowsOn(bench);
        }
    }

    @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
    void goodRecordsThatWereDamaged(@ForAll Random random) {
        List<SpecificRecord> good = new HalfwayRuns().firstHalf();
        try (Bench bench = new Bench()) {
            for (int i = 0; i < PER_TRY; i++) {
                SpecificRecord record = good.get(random.nextInt(good.size()));
                Topic topic = topic(record);
                byte[] bytes = damaged(bench.bytes(topic, record), random);
                bench.sendRaw(
                        random.nextInt(5) == 0 ? any(random) : topic,
                        random.nextInt(10) == 0 ? "other" : String.valueOf(record.get(0)),
                        bytes);
            }
            assertTheRestFlowsOn(bench);
        }
    }

    @Property(tries = 12, generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE)
    void numbersOfAnySize(@ForAll("numbers") long a, @ForAll("numbers") long b, @ForAll("numbers") long c) {
        Guest guest = new Guest("r");
        try (Bench bench = new Bench()) {
            bench.send(guest.starts());
            bench.send(RunEvent.newBuilder(guest.says(new Heartbeat(a, b, c))).build());
            bench.send(RunEvent.newBuilder(guest.says(new Heartbeat(a, b, c)))
                    .setSequence(c)
                    .build());
            bench.send(guest.says(PointsThinned.newBuilder()
                    .setTopic("headwater.metrics")
                    .setName("loss")
                    .setContext("")
                    .setCount(a)
                    .build()));
            for (long first : List.of(a, b, c)) {
                bench.send(MetricBatch.newBuilder(guest.logs("", "loss", 0, 1, 2))
                        .setFirstSequence(first)
                        .setLastSequence(first + 1)
                        .build());
                MetricColumns steps = MetricColumns.newBuilder(Guest.columns("", "acc", 0, 1, 2))
                        .setStepDeltas(List.of(a, b))
                        .setTimeDeltas(List.of(b, c))
                        .build();
                bench.send(guest.logs(steps));
            }
            bench.send(guest.says(RunEnded.newBuilder()
                    .setStatus(EndStatus.FINISHED)
                    .setExitCode((int) a)
                    .setRunEvents(a)
                    .setMetricPoints(b)
                    .setHardwarePoints(c)
                    .build()));
            assertTheRestFlowsOn(bench);
        }
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.of(
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -7L,
                -1L,
                0L,
                1L,
                40L,
                1L << 33,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE);
    }

    @Test
    void aLengthOfGigabytesTakesNoMemory() {
        try (Bench bench = new Bench()) {
            for (long length : List.of(1_000_000_000L, (long) Integer.MAX_VALUE, 1L << 40, -5L, Long.MIN_VALUE)) {
                bench.sendRaw(Topic.METRICS, "r", metricBatch(encoder -> encoder.writeLong(length)));
                bench.sendRaw(Topic.METRICS, "r", metricBatch(encoder -> {
                    envelope(encoder);
                    encoder.writeLong(length);
                }));
                bench.sendRaw(Topic.METRICS, "r", metricBatch(encoder -> {
                    envelope(encoder);
                    encoder.writeLong(1);
                    encoder.writeString("loss");
                    encoder.writeString("");
                    encoder.writeLong(length);
                }));
            }
            List<TestRecord<byte[], byte[]>> letters = bench.deadLetters();
            assertThat(letters)
                    .hasSize(15)
                    .allSatisfy(letter ->
                            assertThat(header(letter, DeadLetter.KIND)).isEqualTo("unreadable"));
            assertTheRestFlowsOn(bench);
        }
    }

    @Test
    void headersSayWhyFromWhereAndWhen() {
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            bench.sendRaw(Topic.METRICS, "r", new byte[] {0, 0, 0, 77, 1, 2});
            bench.sendRaw(Topic.METRICS, "r", bench.bytes(Topic.RUN_EVENTS, guest.starts()));
            bench.sendRaw(Topic.METRICS, "someone-else", bench.bytes(Topic.METRICS, guest.logs("", "loss", 0, 1)));
            bench.sendRaw(Topic.HARDWARE, "r", null);
            bench.sendRaw(Topic.METRICS, null, bench.bytes(Topic.METRICS, guest.logs("", "loss", 0, 1)));

            List<TestRecord<byte[], byte[]>> letters = bench.deadLetters();
            assertThat(letters)
                    .extracting(letter -> header(letter, DeadLetter.KIND))
                    .containsExactly("unreadable", "unreadable", "rejected", "rejected", "rejected");
            assertThat(letters).allSatisfy(letter -> {
                assertThat(header(letter, DeadLetter.REASON)).isNotBlank();
                assertThat(header(letter, DeadLetter.COMPONENT)).isEqualTo("headwater-processor");
                assertThat(header(letter, DeadLetter.EXCEPTION)).startsWith("dev.headwater.");
                assertThat(header(letter, DeadLetter.AT)).startsWith("20").endsWith("Z");
                assertThat(header(letter, DeadLetter.TOPIC)).startsWith("headwater.");
                assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("0");
                assertThat(header(letter, DeadLetter.OFFSET)).matches("\\d+");
            });
            assertThat(header(letters.get(0), DeadLetter.REASON)).contains("schema id 19713");
            assertThat(header(letters.get(2), DeadLetter.REASON)).contains("someone-else", "its run is r");
        }
    }

    @Test
    void namesOfSeriesHaveAnEnd() {
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            bench.send(
                    guest.starts(),
                    guest.logs("", "x".repeat(100_000), 0, 1),
                    guest.logs("c".repeat(5_000), "y", 0, 1));

            assertThat(bench.deadLetters())
                    .hasSize(2)
                    .allSatisfy(letter ->
                            assertThat(header(letter, DeadLetter.REASON)).contains("longer than"));
            assertTheRestFlowsOn(bench);
        }
    }

    private static void assertTheRestFlowsOn(Bench bench) {
        for (TestRecord<byte[], byte[]> letter : bench.deadLetters()) {
            String kind = header(letter, DeadLetter.KIND);
            assertThat(kind).as(header(letter, DeadLetter.REASON)).isIn("unreadable", "rejected", "bound");
        }
        Guest guest = new Guest("well-behaved");
        bench.send(guest.starts(), guest.logs("train", "loss", 0, 3, 2, 1), guest.ends(EndStatus.FINISHED));
        assertThat(bench.attribute("activity|run:well-behaved", "mlp:complete")).isEqualTo(true);
        assertThat(bench.attribute("entity|series:well-behaved/train/loss", "mlp:count"))
                .isEqualTo(3L);
        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void sequencesAtTheEndOfNumbersAreRejectedAndNotCountedTo() {
        try (Bench bench = new Bench()) {
            Guest guest = new Guest("r");
            for (int i = 0; i < 2; i++) {
                bench.send(MetricBatch.newBuilder(guest.logs("", "loss", 0, 1, 2))
                        .setFirstSequence(Long.MAX_VALUE - 1 - i)
                        .setLastSequence(Long.MAX_VALUE - i)
                        .build());
                bench.send(RunEvent.newBuilder(guest.starts())
                        .setSequence(Long.MAX_VALUE - i)
                        .build());
            }
            assertThat(bench.deadLetters())
                    .hasSize(4)
                    .allSatisfy(letter ->
                            assertThat(header(letter, DeadLetter.KIND)).isEqualTo("rejected"));
            assertTheRestFlowsOn(bench);
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            switch (random.nextInt(4)) {
                case 0 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
                case 1 -> damaged = Arrays.copyOf(damaged, damaged.length + random.nextInt(20));
                case 2 -> {
                    if (damaged.length > 0) {
                        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                    }
                }
                default -> {
                    if (damaged.length > 6) {
                        // As a length or a count: some bytes that go on.
                        int at = 5 + random.nextInt(damaged.length - 5);
                        Arrays.fill(damaged, at, Math.min(damaged.length, at + random.nextInt(9)), (byte) 0xff);
                    }
                }
            }
        }
        return damaged;
    }

    private interface Writing {
        void to(BinaryEncoder encoder) throws IOException;
    }

    private static byte[] metricBatch(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, 2});
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            writing.to(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void envelope(BinaryEncoder encoder) throws IOException {
        encoder.writeString("r");
        encoder.writeInt(0);
        encoder.writeString("boot");
        encoder.writeLong(0);
        encoder.writeLong(0);
        encoder.writeLong(0);
    }

    private static Topic any(Random random) {
        return INPUTS.get(random.nextInt(INPUTS.size()));
    }

    private static Topic topic(SpecificRecord record) {
        return INPUTS.stream()
                .filter(topic -> topic.schema().orElseThrow().equals(record.getSchema()))
                .findFirst()
                .orElseThrow();
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
