package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import dev.headwater.agent.instrument.jobs.EndJob;
import dev.headwater.agent.instrument.jobs.SpeakingJob;
import dev.headwater.event.EndStatus;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the run of a JVM with the agent begins, joins and ends. */
@ExtendWith(KafkaExtension.class)
class JavaAgentEndIT {

    private final KafkaServer kafka;
    private final String runId = Headwater.newRunId();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    JavaAgentEndIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
    }

    private Trainer trainer() {
        return new Trainer(
                folder,
                Map.of(
                        "HEADWATER_BOOTSTRAP",
                        kafka.bootstrap(),
                        "HEADWATER_HOME",
                        folder.resolve("home").toString(),
                        "HEADWATER_RUN_ID",
                        runId));
    }

    private Inbox inbox() {
        Orphans.ship(
                CollectorOptions.builder(Map.of())
                        .bootstrap(kafka.bootstrap())
                        .home(folder.resolve("home"))
                        .build(),
                Duration.ofSeconds(30));
        return Inbox.of(kafka.bootstrap(), runId);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "return,  0, FINISHED, -,                                       -",
                "exit 0,  0, FINISHED, -,                                       -",
                "exit 3,  3, FAILED,   -,                                       -",
                "throw,   1, FAILED,   java.lang.IllegalStateException,         no data in column 7",
                "worker,  0, FAILED,   java.lang.UnsupportedOperationException, no GPU"
            })
    void theRunEndsAsTheProcessDoes(String how, int exitCode, EndStatus status, String type, String message)
            throws Exception {
        Trainer.Outcome outcome = trainer().run(EndJob.class, how.split(" "));

        assertThat(outcome.status()).isEqualTo(exitCode);
        assertThat(outcome.err()).doesNotContain("Headwater's", "Headwater cannot see");
        assertThat(inbox().payloads(RunEnded.class)).singleElement().satisfies(end -> {
            assertThat(end.getStatus()).isEqualTo(status);
            assertThat(end.getExitCode()).isEqualTo(exitCode);
            assertThat(end.getErrorType()).isEqualTo(type);
            assertThat(end.getErrorMessage()).isEqualTo(message);
        });
    }

    @Test
    void aSignalMakesItKilled() throws Exception {
        Process process = trainer().start(EndJob.class, "sleep");
        await().atMost(Duration.ofSeconds(60)).until(() -> trainer().printed().contains("ready"));
        process.destroy();

        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(inbox().payloads(RunEnded.class)).singleElement().satisfies(end -> {
            assertThat(end.getStatus()).isEqualTo(EndStatus.KILLED);
            assertThat(end.getErrorMessage()).contains("SIGTERM");
        });
    }

    @Test
    void aWrapperReportsBeginAndEnd() throws Exception {
        trainer().with("HEADWATER_JOIN", "true").run(EndJob.class, "return");

        assertThat(inbox().payloads(RunStarted.class))
                .singleElement()
                .satisfies(start -> assertThat(start.getJoined()).isTrue());
    }

    @Test
    void aProgramThatSpeaksForItselfSpeaksForTheSameRun() throws Exception {
        List<String> ids = trainer().run(SpeakingJob.class).out().lines().toList();

        assertThat(ids).hasSize(2).startsWith(runId).doesNotHaveDuplicates();
        Inbox inbox = inbox();
        assertThat(inbox.payloads(RunStarted.class)).hasSize(1);
        assertThat(inbox.payloads(RunEnded.class))
                .singleElement()
                .satisfies(end -> assertThat(end.getStatus()).isEqualTo(EndStatus.FINISHED));
        assertThat(inbox.payloads(ParamsLogged.class))
                .extracting(ParamsLogged::getParams)
                .contains(Map.of("lr", 0.1));
        assertThat(inbox.points()).extracting(Inbox.Arrived::series).containsExactly("/loss");
        assertThat(Inbox.of(kafka.bootstrap(), ids.get(1)).payloads(RunEnded.class))
                .hasSize(1);
    }

    @Test
    void itCanBeLoadedIntoAProcessThatRunsAndOnlyOnce() throws Exception {
        Process process = trainer().withoutAgent().options("-Dx=y").start(EndJob.class, "sleep");
        await().atMost(Duration.ofSeconds(60)).until(() -> trainer().printed().contains("ready"));
        String attached = Headwater.newRunId();
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
        machine.loadAgent(Trainer.JAR.toString(), "runId=" + attached + ",join=true,experiment=late");
        machine.loadAgent(Trainer.JAR.toString(), "runId=" + runId + "\nexperiment=again");
        machine.detach();
        process.destroy();
        process.waitFor();

        assertThat(inbox().events()).isEmpty();
        Inbox late = Inbox.of(kafka.bootstrap(), attached);
        assertThat(late.payloads(RunStarted.class)).singleElement().satisfies(start -> {
            assertThat(start.getExperiment()).isEqualTo("late");
            assertThat(start.getJoined()).isTrue();
        });
        assertThat(late.payloads(RunEnded.class))
                .singleElement()
                .satisfies(end -> assertThat(end.getStatus()).isEqualTo(EndStatus.KILLED));
        assertThat(late.events().values()).extracting(RunEvent::getRunId).containsOnly(attached);
    }
}
