package dev.headwater.launcher.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.launcher.endtoend.CommandLineProcess.Outcome;
import dev.headwater.launcher.endtoend.RunningStack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningStack.class)
class WatchIT {

    @TempDir
    Path folder;

    @Test
    void seesEveryPointAndFindingOfTheMetricUntilInterrupted(Home home) throws IOException {
        Files.writeString(folder.resolve("log.csv"), "step,train/loss,other\n0,1.5,7\n1,nan,8\n");
        try (CommandLineProcess watch =
                CommandLineProcess.start(home.path(), folder, "watch", "--metric", "train/loss", "--json")) {
            awaitReady(watch);
            home.run(folder, "replay", "--csv", "log.csv", "--step", "step", "--name", "watched");
            await().atMost(Duration.ofSeconds(60)).until(() -> watch.out().contains("\"type\":\"finding\""));
            watch.signal("INT");
            Outcome outcome = watch.await();

            assertThat(outcome.json())
                    .filteredOn(line -> line.get("type").textValue().equals("point"))
                    .extracting(
                            line -> line.get("step") + "=" + line.get("value").asText())
                    .containsExactly("0=1.5", "1=NaN");
        }
    }

    @Test
    void printsLinesForAPerson(Home home) throws IOException {
        Files.writeString(folder.resolve("log.csv"), "step,train/loss\n0,4\n1,3\n2,2\n3,1\n");
        try (CommandLineProcess watch = CommandLineProcess.start(home.path(), folder, "watch")) {
            awaitReady(watch);
            home.run(folder, "replay", "--csv", "log.csv", "--step", "step", "--name", "seen");

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(watch.out()).contains("seen  started", "train/loss", "ended: FINISHED"));
        }
    }

    private static void awaitReady(CommandLineProcess watch) {
        await().atMost(Duration.ofSeconds(30)).until(() -> watch.err().contains("watching"));
    }
}
