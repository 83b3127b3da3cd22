package dev.headwater.launcher.imports.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricFileTest {

    @TempDir
    Path folder = Path.of("");

    private final Points points = new Points();

    @ParameterizedTest
    @CsvSource({"yprov.nc, 250", "yprov.zarr, 1100", "zarr2.zarr, 250"})
    void whatYProv4MlWroteIsReadPointByPoint(String name, int count) {
        assertThat(MetricFile.read(Points.committed().resolve(name), points)).isEmpty();

        assertThat(points.all()).isEqualTo(Points.written(count));
    }

    @Test
    void csvIsReadWithWhicheverSeparator() throws IOException {
        Path file = folder.resolve("loss.csv");
        Files.writeString(file, "epoch;value;timestep\n0;1.5;1000\n\n1;nan;2000\n-1;-inf;3000\n");
        Path older = folder.resolve("loss.txt");
        Files.writeString(older, "loss, Context.TRAINING, None\n2, 1e-05, 4000\n");

        assertThat(MetricFile.read(file, points)).isEmpty();
        assertThat(MetricFile.read(older, points)).isEmpty();

        assertThat(points.all())
                .containsExactly(
                        new Points.Point(0, 1000, 1.5),
                        new Points.Point(1, 2000, Double.NaN),
                        new Points.Point(-1, 3000, Double.NEGATIVE_INFINITY),
                        new Points.Point(2, 4000, 1e-5));
    }

    @Test
    void linesThatAreNoPointsAreCounted() throws IOException {
        Path file = folder.resolve("loss.csv");
        Files.writeString(file, "epoch,value,timestep\n0,tensor(1.5),1000\n1,0.5,2000\n2,0.5\n");

        assertThat(MetricFile.read(file, points))
                .contains("loss.csv: 2 lines are not epoch, number and time, and left out");
        assertThat(points.all()).containsExactly(new Points.Point(1, 2000, 0.5));
    }

    @Test
    void textThatIsNoneIsNamed() throws IOException {
        Path file = folder.resolve("loss.csv");
        Files.write(file, new byte[] {'a', '\n', (byte) 0xff, '\n'});

        assertThat(MetricFile.read(file, points))
                .contains("its points are not all read: loss.csv: is no text in UTF-8");
    }

    @Test
    void anotherFormatIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("loss.parquet"), "PAR1");

        assertThat(MetricFile.read(file, points))
                .contains(
                        "its points are not read: loss.parquet is of none of the formats that yProv4ML writes, which are"
                                + " CSV, NetCDF and Zarr");
        assertThat(MetricFile.read(Files.createDirectory(folder.resolve("loss")), points))
                .get()
                .asString()
                .contains("loss is of none of the formats");
    }
}
