package dev.headwater.benchmarks.graph;

import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.ParamsLogged;
import dev.headwater.event.PhaseLogged;
import dev.headwater.event.RunEvent;
import dev.headwater.event.RunStarted;
import dev.headwater.event.SourceCaptured;
import dev.headwater.processor.completeness.RunReport;
import dev.headwater.processor.lineage.LineageMapper;
import dev.headwater.processor.lineage.Mapped;
import dev.headwater.processor.lineage.RunStatements;
import dev.headwater.processor.lineage.SeriesStatements;
import dev.headwater.processor.lineage.Standing;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.Series;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.state.RunState;
import dev.headwater.prov.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the processor says of a run, by its own mapping: a training of some epochs with a checkpoint each. A hundred runs
 * share their datasets, twenty of them their code, all of them environment and user.
 */
final class RunLineage {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EPOCHS = 6;
    private static final int SERIES = 10;

    private RunLineage() {}

    static String runId(int number) {
        return "%016x".formatted(0x9E3779B97F4A7C15L * (number + 1));
    }

    /** Each statement once, as it is in the end. */
    static Collection<Statement> of(int number) {
        String runId = runId(number);
        Map<String, Statement> said = new LinkedHashMap<>();
        RunState state = LineageMapper.unknown(runId);
        Instant time = BEGIN.plusSeconds(60L * number);
        long sequence = 0;
        for (Object payload : payloads(number, time)) {
            RunEvent event = new RunEvent(runId, 0, "boot", sequence, time.plusSeconds(sequence), payload);
            Mapped mapped = LineageMapper.apply(state, event);
            state = mapped.state();
            add(said, mapped.statements());
            sequence++;
        }
        for (int series = 0; series < SERIES; series++) {
            add(said, series(runId, series, time));
        }
        RunReport open = new RunReport(Optional.empty(), 0, 1, List.of(), false);
        add(said, RunStatements.say(state, open, Standing.ALIVE));
        return said.values();
    }

    private static void add(Map<String, Statement> said, List<Statement> more) {
        more.forEach(statement -> said.put(statement.key(), statement));
    }

    private static List<Statement> series(String runId, int number, Instant time) {
        SeriesName name = SeriesName.metric(runId, "metric-" + number, number % 2 == 0 ? "train" : "validation");
        Series series = Series.begin(name);
        long[] steps = new long[100];
        long[] times = new long[100];
        double[] values = new double[100];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i;
            times[i] = time.toEpochMilli() + 1_000L * i;
            values[i] = 1.0 / (1 + i + number);
        }
        series.append(Points.of(steps, times, values));
        List<Statement> said = new ArrayList<>(SeriesStatements.relations(runId, name));
        said.add(SeriesStatements.entity(runId, series));
        return said;
    }

    private static List<Object> payloads(int number, Instant time) {
        List<Object> payloads = new ArrayList<>();
        payloads.add(RunStarted.newBuilder()
                .setExperiment("experiment-" + number / 100)
                .setName("run " + number)
                .setHost("node-" + number % 16)
                .setUser("ada")
                .setCommandLine(List.of("java", "Train"))
                .setWorkingDirectory("/home/ada")
                .setCollector("headwater-agent")
                .setCollectorVersion("0.1.0")
                .build());
        payloads.add(new ParamsLogged(Map.of(
                "lr",
                1.0 / (1 + number),
                "batch_size",
                64L,
                "optimizer",
                "adamw",
                "seed",
                (long) number,
                "dropout",
                0.1)));
        payloads.add(dataset("train", number / 100));
        payloads.add(dataset("validation", number / 100));
        payloads.add(SourceCaptured.newBuilder()
                .setRepository("https://example.org/train.git")
                .setCommit(digest(number / 20).substring(0, 40))
                .setBranch("main")
                .setDirty(false)
                .setAuthor("Ada <ada@example.org>")
                .setEntryPoint("Train")
                .build());
        payloads.add(new EnvironmentCaptured(digest(1), Map.of("java.version", "17", "os.name", "Linux"), Map.of()));
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            payloads.add(PhaseLogged.newBuilder()
                    .setId("epoch/" + epoch)
                    .setKind("epoch")
                    .setIndex(epoch)
                    .setStartedAt(time.plusSeconds(60L * epoch))
                    .setEndedAt(time.plusSeconds(60L * epoch + 59))
                    .setFirstStep(100L * epoch)
                    .setLastStep(100L * epoch + 99)
                    .build());
            payloads.add(ArtifactLogged.newBuilder()
                    .setDirection(ArtifactDirection.OUTPUT)
                    .setKind(epoch == EPOCHS - 1 ? ArtifactKind.MODEL : ArtifactKind.CHECKPOINT)
                    .setName("weights")
                    .setSha256(digest(1_000 + EPOCHS * number + epoch))
                    .setStep(100L * epoch + 99)
                    .setPhase("epoch/" + epoch)
                    .build());
        }
        return payloads;
    }

    private static DatasetUsed dataset(String role, int version) {
        return DatasetUsed.newBuilder()
                .setName("digits-" + role)
                .setRole(role)
                .setSha256(digest(2 * version + role.length()))
                .setBytes(1_000_000L)
                .setRows(60_000L)
                .setUri("s3://data/" + role + ".csv")
                .build();
    }

    private static String digest(int number) {
        HexFormat hex = HexFormat.of();
        long mixed = 0x9E3779B97F4A7C15L * (number + 1L);
        return hex.toHexDigits(mixed)
                + hex.toHexDigits(~mixed)
                + hex.toHexDigits(mixed ^ 0xC2B2AE3D27D4EB4FL)
                + hex.toHexDigits((long) number);
    }
}
