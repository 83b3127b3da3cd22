package dev.headwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.agent.journal.BootId;
import dev.headwater.agent.journal.Budgets;
import dev.headwater.agent.journal.Identity;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.journal.Series;
import dev.headwater.event.EndStatus;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.RunEnded;
import dev.headwater.event.TagsSet;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.testkit.KafkaExtension;
import dev.headwater.testkit.KafkaServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/journal-format.md} says enough: a program in another language, written after it, reads and writes journals. */
@ExtendWith(KafkaExtension.class)
class JournalFormatIT {

    private static final int POINTS = 5_000;

    private final KafkaServer kafka;
    private final EventFrames frames = new EventFrames(BundledSchemas.load());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    JournalFormatIT(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        Inbox.createTopics(kafka.bootstrap());
    }

    private List<String> python(List<String> input, String... arguments) throws IOException, InterruptedException {
        Path script = home.resolve("journal.py");
        try (InputStream source =
                Objects.requireNonNull(JournalFormatIT.class.getResourceAsStream("/journal/journal.py"))) {
            Files.write(script, source.readAllBytes());
        }
        Path in = Files.write(home.resolve("in"), input);
        Path out = home.resolve("out");
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
        } catch (IOException e) {
            Assumptions.abort("python3 is not installed: " + e.getMessage());
            throw e;
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(out);
        assertThat(process.exitValue()).as("%s", lines).isZero();
        return lines;
    }

    @Test
    void anotherLanguageReadsAJournalOfJava() throws IOException, InterruptedException {
        Path root = home.resolve("journal");
        Identity identity = new Identity("run", 3, BootId.fresh());
        RunJournal journal = RunJournal.begin(root, identity, Budgets.of(8 << 20), () -> false)
                .orElseThrow();
        Series loss = journal.metric("lo\u00dfs", "train").orElseThrow();
        Series power = journal.hardware("host", "gpu0", "power", "W").orElseThrow();
        byte[] event = frames.frame(
                identity,
                Instant.EPOCH,
                TagsSet.newBuilder().setTags(Map.of("k", "v")).build());
        journal.appendEvent(event);
        List<String> expected = new ArrayList<>(List.of(
                "{\"identity\": [\"run\", \"3\", \"" + identity.bootId() + "\"]}",
                "{\"index\": 0, \"metric\": [\"lo\\u00dfs\", \"train\"]}",
                "{\"index\": 1, \"hardware\": [\"host\", \"gpu0\", \"power\", \"W\"]}",
                "{\"event\": \"" + HexFormat.of().formatHex(event) + "\"}"));
        for (int i = 0; i < POINTS; i++) {
            journal.append(loss, i, -i, i * 0.5);
            expected.add("{\"index\": 0, \"point\": [" + i + ", " + -i + ", " + i * 0.5 + "]}");
            if (i % 100 == 0) {
                journal.append(power, 0, i, i);
                expected.add("{\"index\": 1, \"sample\": [" + i + ", " + i + ".0]}");
            }
        }
        int[] read = {0};
        journal.readPoints((series, step, time, value) -> read[0]++ < 1_000);
        journal.points().plan(journal.points().mark());
        journal.points().confirm(journal.points().mark());
        journal.readPoints((series, step, time, value) -> read[0]++ < 2_000);
        journal.points().plan(journal.points().mark());
        journal.release();
        expected.add("{\"confirmed\": {\"0\": [990, 10], \"1\": [0, 0]}, \"cuts\": [[0, 1979, 20]]}");

        List<String> lines =
                python(List.of(), "read", RunJournal.below(root).get(0).toString());
        assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(expected.subList(0, expected.size() - 1));
        assertThat(lines.get(lines.size() - 1)).isEqualTo(expected.get(expected.size() - 1));
    }

    @Test
    void javaShipsAJournalOfAnotherLanguage() throws IOException, InterruptedException {
        Identity identity = new Identity(Headwater.newRunId(), 0, "python-1");
        List<String> lines = new ArrayList<>(List.of(
                "{\"identity\": [\"" + identity.runId() + "\", 0, \"python-1\"]}",
                "{\"index\": 0, \"metric\": [\"loss\", \"train\"]}",
                "{\"index\": 1, \"hardware\": [\"host\", \"gpu0\", \"power\", \"W\"]}"));
        for (int i = 0; i < 99; i++) {
            TagsSet tags =
                    TagsSet.newBuilder().setTags(Map.of("k" + i, "v".repeat(i))).build();
            lines.add(event(identity, tags));
        }
        for (int i = 0; i < POINTS; i++) {
            lines.add("{\"index\": 0, \"point\": [" + i + ", " + (1_800_000_000_000L - i) + ", " + i + "]}");
            if (i % 100 == 0) {
                lines.add("{\"index\": 1, \"sample\": [" + i + ", 250.5]}");
            }
        }
        lines.add(event(
                identity,
                RunEnded.newBuilder()
                        .setStatus(EndStatus.FINISHED)
                        .setRunEvents(100)
                        .setMetricPoints(POINTS)
                        .setHardwarePoints(POINTS / 100)
                        .setPointsThinned(0)
                        .build()));
        python(lines, "write", home.resolve("journal").toString());

        CollectorOptions options = CollectorOptions.builder(Map.of())
                .bootstrap(kafka.bootstrap())
                .home(home)
                .build();
        assertThat(Orphans.ship(options, Duration.ofSeconds(60))).isEqualTo(new Orphans.Shipped(1, 1));
        Inbox inbox = Inbox.of(kafka.bootstrap(), identity.runId());
        inbox.assertWhole(POINTS);
        assertThat(inbox.hardware().stream()
                        .mapToInt(columns -> columns.getValues().size())
                        .sum())
                .isEqualTo(POINTS / 100);
        assertThat(inbox.hardware()).extracting(HardwareColumns::getUnit).containsOnly("W");
        assertThat(home.resolve("journal")).isEmptyDirectory();
    }

    private String event(Identity identity, Object payload) {
        byte[] framed = frames.frame(identity, Instant.EPOCH, payload);
        return "{\"event\": \"" + HexFormat.of().formatHex(framed) + "\"}";
    }
}
