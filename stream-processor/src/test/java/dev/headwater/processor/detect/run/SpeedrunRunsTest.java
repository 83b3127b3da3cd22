package dev.headwater.processor.detect.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** 39 real dense training logs that ended well: every finding is a false one. They are not in the repository. */
class SpeedrunRunsTest {

    @Test
    void theRulesOverWholeRunsStayQuietOnHealthyRuns() throws IOException {
        String data = System.getProperty("HEADWATER_DATA", System.getenv().getOrDefault("HEADWATER_DATA", ""));
        Assumptions.assumeFalse(data.isEmpty(), "skipped: HEADWATER_DATA names no folder with nanogpt-speedrun in it");
        Path folder = Path.of(data, "nanogpt-speedrun");
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "skipped: there is no folder " + folder);
        int runs = 0;
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("run_.*[.]csv"))
                    .sorted()
                    .toList()) {
                runs++;
                RunScript run = script(file);
                RunSuite.DEFINITIONS.forEach(rule -> run.played(rule, 500)
                        .forEach(finding -> found.add(
                                file.getFileName() + " " + finding.rule().name() + " " + finding.message())));
            }
        }
        System.out.println("findings of rules over whole runs on " + runs + " healthy runs: " + found);
        assertThat(found).isEmpty();
        assertThat(runs).isPositive();
    }

    /** Lines are step,split,loss,train_time_ms,step_avg_ms. */
    private static RunScript script(Path file) throws IOException {
        RunScript run = new RunScript();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals("step")) {
                continue;
            }
            long step = Long.parseLong(cells[0]);
            run.later(100).metric(cells[1], "loss", step, Double.parseDouble(cells[2]));
            if (!cells[4].isEmpty()) {
                run.metric(
                        cells[1],
                        "step_avg_ms",
                        step,
                        cells[4].equals("nan") ? Double.NaN : Double.parseDouble(cells[4]));
            }
        }
        return run.settled();
    }
}
