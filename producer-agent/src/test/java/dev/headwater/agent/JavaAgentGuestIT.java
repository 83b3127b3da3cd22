package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.agent.instrument.jobs.EndJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the final jar as {@code -javaagent} leaves as it was; there is no broker here. */
class JavaAgentGuestIT {

    private static final String NOBODY = "127.0.0.1:1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Trainer trainer() {
        return new Trainer(folder, Map.of("HEADWATER_BOOTSTRAP", NOBODY, "HEADWATER_HOME", home().toString()));
    }

    private Path home() {
        return folder.resolve("home");
    }

    private List<Path> runs() throws IOException {
        try (var runs = Files.list(home().resolve("journal"))) {
            return runs.toList();
        }
    }

    @Test
    void loggingPropertiesAndHandlersAreTheProgramsOwnAndThreadsAreTwoDaemons() throws Exception {
        List<String> alone =
                trainer().withoutAgent().run(EndJob.class, "look").out().lines().toList();
        Trainer.Outcome outcome = trainer().run(EndJob.class, "look");

        assertThat(outcome.out().lines())
                .startsWith("logging OwnManager", "handler null")
                .filteredOn(line -> !line.startsWith("thread"))
                .isEqualTo(alone);
        assertThat(outcome.out().lines())
                .filteredOn(line -> line.startsWith("thread"))
                .hasSizeLessThanOrEqualTo(2)
                .contains("thread daemon headwater-shipper")
                .allMatch(line -> line.startsWith("thread daemon "));
    }

    /** The shortest of three: a machine that is busy with other things adds to each. */
    @Test
    void whereTheBrokerIsAwayTheProcessStillEndsInTwoSeconds() throws Exception {
        Duration shortest = Duration.ofDays(1);
        for (int i = 0; i < 3 && shortest.compareTo(Duration.ofSeconds(2)) > 0; i++) {
            Process process = trainer().start(EndJob.class, "sleep");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> trainer().printed().contains("ready"));
            long begun = System.nanoTime();
            process.destroy();
            process.waitFor();
            Duration ending = Duration.ofNanos(System.nanoTime() - begun);
            shortest = ending.compareTo(shortest) < 0 ? ending : shortest;
        }

        assertThat(shortest).isLessThan(Duration.ofMillis(2_250));
        assertThat(runs()).isNotEmpty();
    }

    @Test
    void oneVariableSwitchesAllOff() throws Exception {
        Trainer.Outcome outcome = trainer().with("HEADWATER_DISABLED", "true").run(EndJob.class, "look");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).doesNotContain("thread");
        assertThat(home()).doesNotExist();
    }

    @Test
    void aSecondAgentOfTheSameKindDoesNothing() throws Exception {
        Path copy = Files.copy(Trainer.JAR, folder.resolve("copy.jar"));
        Trainer.Outcome outcome = trainer()
                .options("-javaagent:" + Trainer.JAR, "-javaagent:" + copy)
                .run(EndJob.class, "look");

        assertThat(outcome.status()).isZero();
        assertThat(runs()).hasSize(1);
    }

    @Test
    void anAgentThatCannotStartSaysSoOnceAndTheProgramGoesOn() throws Exception {
        // Half of the agent's classes from elsewhere: what a class path in disorder does to it.
        Trainer.Outcome outcome = trainer()
                .classPath(Path.of("target", "classes").toAbsolutePath())
                .run(EndJob.class, "exit", "3");

        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("WARNING")))
                .containsExactly("WARNING: Headwater cannot start and records nothing");
    }

    @Test
    void anArgumentThatIsNotUnderstoodIsNamedAndTheAgentStarts() throws Exception {
        Trainer.Outcome outcome = trainer()
                .withoutAgent()
                .options("-javaagent:" + Trainer.JAR + "=nonsense")
                .run(EndJob.class, "return");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).contains("does not understand its argument nonsense");
        assertThat(runs()).hasSize(1);
    }
}
