package dev.headwater.agent;

import dev.headwater.agent.hardware.Hardware;
import java.io.IOException;
import java.nio.file.Path;

/** One rank of a run, with a host of the test's making; ends when its standard input does. */
final class RankTrainer {

    private RankTrainer() {}

    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[2]);
        CollectorOptions options = CollectorOptions.builder()
                .home(home)
                .hardwareMillis(200)
                .hardwareBudget(1)
                .build();
        Hardware.Places places = new Hardware.Places(Path.of("/proc"), home.resolve("sys"), home, home + "/bin");
        try (Collector collector = Collector.open(options, places);
                Run run = collector
                        .experiment("ranks")
                        .runId(args[0])
                        .rank(Integer.parseInt(args[1]))
                        .worldSize(2)
                        .captureSource(false)
                        .start()) {
            System.out.println("started " + run.id());
            while (System.in.read() >= 0) {
                // Only the end says something.
            }
        }
    }
}
