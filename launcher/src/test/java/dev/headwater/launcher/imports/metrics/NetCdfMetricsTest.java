package dev.headwater.launcher.imports.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetCdfMetricsTest {

    @TempDir
    Path folder = Path.of("");

    private final Points points = new Points();

    @Test
    void isKnownByItsContentToo() throws IOException {
        Path file = Files.copy(Points.committed().resolve("yprov.nc"), folder.resolve("loss.h5"));

        assertThat(new NetCdfMetrics().is(file)).isTrue();
        assertThat(new NetCdfMetrics().is(Files.writeString(folder.resolve("loss"), "\u0089")))
                .isFalse();
    }

    @Test
    void aColumnLongerThanAPieceIsReadInOrder() throws IOException {
        int count = 20_000;
        Path file = write(
                IntStream.range(0, count).toArray(),
                IntStream.range(0, count).mapToDouble(i -> i / 4.0).toArray(),
                IntStream.range(0, count).asLongStream().map(i -> i * i).toArray());

        assertThat(read(file)).isEmpty();

        assertThat(points.all())
                .hasSize(count)
                .allSatisfy(point -> assertThat(point)
                        .isEqualTo(new Points.Point(point.step(), point.step() * point.step(), point.step() / 4.0)));
        assertThat(points.all()).extracting(Points.Point::step).isSorted();
    }

    @Test
    void columnsOfDifferentLengthsGiveWhatAllHave() throws IOException {
        Path file = write(new int[] {1, 2, 3}, new float[] {0.5f, 0.25f}, new long[] {10, 20, 30});

        assertThat(read(file)).contains("has 3 epochs, 2 values and 3 timestamps, so the first 2 are read");
        assertThat(points.all()).isEqualTo(List.of(new Points.Point(1, 10, 0.5), new Points.Point(2, 20, 0.25)));
    }

    @Test
    void anotherFileInHdf5IsNamed() {
        assertThatThrownBy(() -> read(write(new int[] {1}, new double[] {1}, null)))
                .hasMessage("has no variable timestamps");
        assertThatThrownBy(() -> read(write(new double[] {1}, new double[] {1}, new long[] {1})))
                .hasMessage("its epochs and timestamps must be whole numbers");
        assertThatThrownBy(() -> read(write(new int[][] {{1}}, new double[] {1}, new long[] {1})))
                .hasMessage("its variable epochs is no column of numbers of 32 or 64 bits");
        assertThatThrownBy(() -> read(write(new String[] {"1"}, new double[] {1}, new long[] {1})))
                .hasMessage("its variable epochs is no column of numbers of 32 or 64 bits");
        assertThatThrownBy(() -> read(Files.writeString(folder.resolve("classic.nc"), "CDF\u0001")))
                .hasMessage("does not begin as NetCDF 4 does, which is HDF5");
    }

    /** Its descriptions are at the beginning, its numbers behind. */
    @ParameterizedTest
    @ValueSource(ints = {8, 100, 3_000, 9_000, 13_999})
    void aFileThatWasCutIsDamaged(int length) throws IOException {
        byte[] whole = Files.readAllBytes(Points.committed().resolve("yprov.nc"));
        Path file = Files.write(folder.resolve("cut.nc"), Arrays.copyOf(whole, length));

        assertThat(MetricFile.read(file, points))
                .get()
                .asString()
                .startsWith("its points are not all read: cut.nc: is damaged: ");
    }

    private Optional<String> read(Path file) throws IOException {
        return new NetCdfMetrics().read(file, points);
    }

    private Path write(Object epochs, Object values, @Nullable Object timestamps) {
        Path file = folder.resolve("written.nc");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putDataset("epochs", epochs);
            hdf.putDataset("values", values);
            if (timestamps != null) {
                hdf.putDataset("timestamps", timestamps);
            }
        }
        return file;
    }
}
