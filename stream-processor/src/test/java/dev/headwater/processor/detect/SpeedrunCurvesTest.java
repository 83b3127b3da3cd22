package dev.headwater.processor.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.series.SeriesName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** 39 real training curves that ended well: every alarm is a false one. They are not in the repository. */
class SpeedrunCurvesTest {

    @Test
    void healthyRunsRaiseNoAlarm() throws IOException {
        String data = System.getProperty("HEADWATER_DATA", System.getenv().getOrDefault("HEADWATER_DATA", ""));
        Assumptions.assumeFalse(
                data.isEmpty(), "skipped: HEADWATER_DATA names no folder with nanogpt-speedrun curves in it");
        Path folder = Path.of(data, "nanogpt-speedrun");
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: there is no folder " + folder);
        int runs = 0;
        List<String> alarms = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("run_.*[.]csv"))
                    .sorted()
                    .toList()) {
                runs++;
                for (String split : List.of("train", "val")) {
                    SeriesName name = SeriesName.metric("r", "loss", split);
                    for (Finding finding : Curves.alarms(Curves.watch(name, losses(file, split)))) {
                        alarms.add(file.getFileName() + " " + finding.rule().name() + " " + finding.message());
                    }
                }
            }
        }
        System.out.println("false alarms on " + runs + " healthy runs: " + alarms.size());
        assertThat(alarms).isEmpty();
        assertThat(runs).isPositive();
    }

    /** Lines are step,split,loss,... */
    private static double[] losses(Path file, String split) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(",", -1))
                    .filter(cells -> cells[1].equals(split))
                    .mapToDouble(cells -> Double.parseDouble(cells[2]))
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
