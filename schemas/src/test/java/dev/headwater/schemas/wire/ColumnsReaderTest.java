package dev.headwater.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import dev.headwater.schemas.Columns;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.generic.PrimitivesArrays;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsReaderTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAvroReadsItReads(boolean inBlocks) throws IOException {
        for (int i = 0; i < 50; i++) {
            for (SpecificRecord batch : List.of(metrics(), hardware())) {
                byte[] bytes = bytes(batch, inBlocks);
                SpecificRecord read = new ColumnsReader<>(batch.getSchema()).read(null, decoder(bytes));

                assertThat(read).isEqualTo(batch);
                assertThat(read).isEqualTo(new SpecificDatumReader<>(batch.getSchema()).read(null, decoder(bytes)));
            }
        }
    }

    @Test
    void columnsAreNotBoxed() throws IOException {
        MetricBatch read = new ColumnsReader<MetricBatch>(MetricBatch.getClassSchema())
                .read(null, decoder(bytes(metrics(), false)));

        assertThat(read.getSeries()).isNotEmpty().allSatisfy(columns -> {
            assertThat((List<?>) columns.getStepDeltas()).isInstanceOf(PrimitivesArrays.LongArray.class);
            assertThat((List<?>) columns.getValues()).isInstanceOf(PrimitivesArrays.DoubleArray.class);
        });
    }

    /** One million values are claimed, in a record of a few bytes: no room is made for them. */
    @Test
    void moreValuesThanTheRecordHasBytesAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        MetricBatch batch = metrics();
        encoder.writeString(batch.getRunId());
        encoder.writeInt(batch.getRank());
        encoder.writeString(batch.getBootId());
        encoder.writeLong(batch.getFirstSequence());
        encoder.writeLong(batch.getLastSequence());
        encoder.writeLong(batch.getSentAt().toEpochMilli());
        encoder.writeArrayStart();
        encoder.setItemCount(1);
        encoder.writeString("loss");
        encoder.writeString("train");
        encoder.writeArrayStart();
        encoder.setItemCount(Integer.MAX_VALUE - 9);

        assertThatThrownBy(() -> new ColumnsReader<MetricBatch>(MetricBatch.getClassSchema())
                        .read(null, decoder(bytes.toByteArray())))
                .isInstanceOf(EOFException.class);
    }

    private MetricBatch metrics() {
        return new MetricBatch(
                "run",
                3,
                "boot",
                0L,
                9L,
                Instant.ofEpochMilli(1_790_000_000_000L),
                IntStream.range(0, 9)
                        .mapToObj(i -> {
                            int points = i == 0 ? 0 : random.nextInt(300);
                            long[] numbers = random.longs(points).toArray();
                            return new MetricColumns(
                                    "loss" + i,
                                    "train",
                                    Columns.deltas(numbers, points),
                                    Columns.deltas(numbers, points),
                                    Columns.doubles(values(points), points));
                        })
                        .toList());
    }

    private HardwareBatch hardware() {
        return new HardwareBatch(
                "run",
                3,
                "boot",
                0L,
                9L,
                Instant.ofEpochMilli(1_790_000_000_000L),
                IntStream.range(0, 3)
                        .mapToObj(i -> {
                            int points = random.nextInt(300);
                            long[] numbers = random.longs(points, 0, 1_000).toArray();
                            return new HardwareColumns(
                                    "node",
                                    "gpu" + i,
                                    "power",
                                    "W",
                                    Columns.deltas(numbers, points),
                                    Columns.doubles(values(points), points));
                        })
                        .toList());
    }

    private double[] values(int points) {
        return random.doubles(points).map(v -> v < 0.1 ? Double.NaN : v).toArray();
    }

    private static byte[] bytes(SpecificRecord record, boolean inBlocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
        BinaryEncoder encoder =
                inBlocks ? factory.blockingBinaryEncoder(bytes, null) : factory.binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static BinaryDecoder decoder(byte[] bytes) {
        return DecoderFactory.get().binaryDecoder(bytes, null);
    }
}
