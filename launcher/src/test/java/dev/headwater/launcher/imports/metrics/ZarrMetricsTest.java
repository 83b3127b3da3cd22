package dev.headwater.launcher.imports.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small groups as the specification of Zarr 3 has them, in chunks of two numbers, big-endian and not compressed. */
class ZarrMetricsTest {

    @TempDir
    Path folder = Path.of("");

    private final Points points = new Points();
    private Path group = Path.of("");

    @BeforeEach
    void threePoints() throws IOException {
        group = Files.createDirectories(folder.resolve("loss.zarr"));
        describe("epochs", "int32", 3, "0");
        describe("values", "float64", 3, "\"NaN\"");
        describe("timestamps", "int64", 3, "7");
        for (int chunk = 0; chunk < 2; chunk++) {
            store("epochs", chunk, ByteBuffer.allocate(8).putInt(2 * chunk).putInt(2 * chunk + 1));
            store(
                    "values",
                    chunk,
                    ByteBuffer.allocate(16).putDouble(chunk + 0.5).putDouble(chunk + 0.75));
            store(
                    "timestamps",
                    chunk,
                    ByteBuffer.allocate(16).putLong(1_000L + chunk).putLong(2_000L + chunk));
        }
    }

    @Test
    void theLastChunkIsFilledUp() throws IOException {
        assertThat(read()).isEmpty();

        assertThat(points.all())
                .containsExactly(
                        new Points.Point(0, 1_000, 0.5),
                        new Points.Point(1, 2_000, 0.75),
                        new Points.Point(2, 1_001, 1.5));
    }

    @Test
    void aChunkThatIsNotStoredIsOfTheFillValue() throws IOException {
        Files.delete(group.resolve("values/c/0"));
        Files.delete(group.resolve("timestamps/c/1"));

        assertThat(read()).isEmpty();

        assertThat(points.all())
                .containsExactly(
                        new Points.Point(0, 1_000, Double.NaN),
                        new Points.Point(1, 2_000, Double.NaN),
                        new Points.Point(2, 7, 1.5));
    }

    @Test
    void columnsOfDifferentLengthsGiveWhatAllHave() throws IOException {
        describe("values", "float64", 2, "0");

        assertThat(read()).contains("has 3 epochs, 2 values and 3 timestamps, so the first 2 are read");
        assertThat(points.all()).hasSize(2);
    }

    @Test
    void aDamagedChunkEndsThePointsAndIsNamed() throws IOException {
        Files.write(group.resolve("values/c/1"), new byte[15]);

        assertThat(MetricFile.read(group, points))
                .contains("its points are not all read: loss.zarr: values/c/1 is damaged: it has 15 bytes, not 16");
        assertThat(points.all()).hasSize(2);
    }

    @Test
    void aChunkOfAnythingElseIsNotReadIntoMemory() throws IOException {
        Files.write(group.resolve("values/c/0"), new byte[100_000]);

        assertThatThrownBy(this::read).hasMessage("values/c/0 has 100000 bytes, where at most 1040 were expected");
    }

    @Test
    void aLinkOutOfTheGroupIsNotFollowed() throws IOException {
        Path elsewhere = Files.write(folder.resolve("elsewhere"), new byte[16]);
        Files.delete(group.resolve("values/c/0"));
        Files.createSymbolicLink(group.resolve("values/c/0"), elsewhere);

        assertThatThrownBy(this::read).hasMessage("values/c/0 is a link that leads elsewhere");
    }

    @Test
    void whatIsMissingOrNoColumnIsNamed() throws IOException {
        describe("values", "complex64", 3, "0");
        assertThatThrownBy(this::read).hasMessage("values/zarr.json: /data_type is \"complex64\", which is not read");
        describe("epochs", "float32", 3, "0");
        describe("values", "float32", 3, "0");
        assertThatThrownBy(this::read).hasMessage("its epochs and timestamps must be whole numbers");
        Files.writeString(group.resolve("epochs/zarr.json"), "{");
        assertThatThrownBy(this::read).hasMessageStartingWith("epochs/zarr.json is damaged: Unexpected end-of-input");
        Files.delete(group.resolve("epochs/zarr.json"));
        assertThatThrownBy(this::read).hasMessage("has no array epochs");
    }

    @Test
    void whatYProv4MlDoesNotWriteIsNamed() throws IOException {
        for (String[] unread : new String[][] {
            {"\"name\": \"bytes\"", "\"name\": \"sharding_indexed\"", "/codecs/0/name is \"sharding_indexed\""},
            {"}}], \"fill", "}}, {\"name\": \"zstd\"}], \"fill", "/codecs/1/name is \"zstd\""},
            {"[2]", "[2, 2]", "/chunk_grid/configuration/chunk_shape is [2,2]"},
            {"[2]", "[1048577]", "/chunk_grid/configuration/chunk_shape is [1048577]"},
            {"[3]", "[]", "/shape is []"},
            {"_format\": 3", "_format\": 4", "/zarr_format is 4"},
            {"\"fill_value\"", "\"fill\"", "/fill_value is missing"},
        }) {
            describe("values", "float64", 3, "0");
            Path described = group.resolve("values/zarr.json");
            Files.writeString(described, Files.readString(described).replace(unread[0], unread[1]));

            assertThatThrownBy(this::read).hasMessage("values/zarr.json: " + unread[2] + ", which is not read");
        }
    }

    @Test
    void theNamesOfTheOlderFormatMayBeKept() throws IOException {
        Path described = group.resolve("values/zarr.json");
        Files.writeString(described, Files.readString(described).replace("\"default\"", "\"v2\""));
        Files.move(group.resolve("values/c/0"), group.resolve("values/0"));
        Files.move(group.resolve("values/c/1"), group.resolve("values/1"));

        assertThat(read()).isEmpty();
        assertThat(points.all()).extracting(Points.Point::value).containsExactly(0.5, 0.75, 1.5);
    }

    /** The committed group of the older format, each of its files cut in the middle. */
    @Test
    void everyFileThatWasCutIsNamed() throws IOException {
        Path whole = Points.committed().resolve("zarr2.zarr");
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = whole.relativize(file).toString();
                if (name.startsWith(".")) {
                    continue;
                }
                Path copy = Files.createTempDirectory(folder, "cut");
                copy(whole, copy);
                byte[] bytes = Files.readAllBytes(file);
                Files.write(copy.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));

                assertThat(MetricFile.read(copy, points)).get().asString().contains(name + " is damaged: ");
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
    }

    private Optional<String> read() throws IOException {
        return new ZarrMetrics().read(group, points);
    }

    private void describe(String array, String type, int length, String fill) throws IOException {
        Files.writeString(
                Files.createDirectories(group.resolve(array)).resolve("zarr.json"), """
                {"shape": [%d], "data_type": "%s", "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2]}},
                 "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
                 "codecs": [{"name": "bytes", "configuration": {"endian": "big"}}], "fill_value": %s,
                 "zarr_format": 3, "node_type": "array"}""".formatted(length, type, fill));
    }

    private void store(String array, int chunk, ByteBuffer numbers) throws IOException {
        Files.write(Files.createDirectories(group.resolve(array + "/c")).resolve("" + chunk), numbers.array());
    }
}
