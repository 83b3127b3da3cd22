package dev.headwater.launcher.run;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Headwater;
import dev.headwater.agent.Run;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.run.files.OutputWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headwater run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Runs a command and records it as a run.",
        description = {
            "Its output, input, exit status and signals pass through untouched. Recorded are: command line "
                    + "(secrets redacted), user, host, git state, environment, start and end, exit status, inputs and "
                    + "outputs with their SHA-256, hardware of all its processes. A program inside that uses the "
                    + "agent joins the same run. With no broker the command runs all the same; the record is sent "
                    + "later.",
            "",
            "The role of an input says what it is: train, validation, test or data is a dataset; checkpoint "
                    + "is one; any other word is a role of your own. An output may have the role checkpoint or model.",
            "",
            "Metrics come from the program's own output with --metrics-from: JSON lines, name=number, or "
                    + "a pattern of yours. Outputs are recorded while the command runs, each when it is complete: no "
                    + "longer written to for 1.5 s, and not open for writing. The step of a checkpoint is taken from "
                    + "names such as step_1000.pt, epoch=3-step=1200.ckpt and checkpoint-500; a directory of such a "
                    + "name is one checkpoint.",
            "",
            "Example: headwater run --experiment digits --param lr=0.1 --input train:digits.csv --output "
                    + "model:model.bin -- python train.py",
            "Example: headwater run --metrics-from stdout --output 'checkpoint:ckpt/*.pt' -- python train.py",
            "Example: headwater run --metrics-from stderr --metric-pattern '(?<step>\\d+).*loss=(?<loss>\\S+)' -- "
                    + "./train",
            ""
        })
public final class RunCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 127;

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Mixin
    private final RecordOptions record = new RecordOptions();

    @Mixin
    private final MetricOptions metricOptions = new MetricOptions();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command and its arguments.")
    private List<String> command = new ArrayList<>();

    public RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        Optional<ReadAlong> metrics = metricOptions.metrics().map(text -> new ReadAlong(terminal, text));
        List<NamedFile> read = record.inputs(here, "the command was not started");
        OutputWatch outputs = record.watch(here);
        String given = RecordOptions.environment("HEADWATER_RUN_ID");
        String runId = given.isEmpty() ? Headwater.newRunId() : given;
        String bootstrap = connection.findBootstrap().orElse("");
        CollectorOptions options = options(bootstrap);
        if (bootstrap.isEmpty()) {
            terminal.warn(
                    "no Headwater stack is up to take the record of this run" + Recording.fate(connection.home()));
        }
        Signals signals = Signals.take();
        ProcessBuilder builder = builder(runId, bootstrap);
        metrics.ifPresent(along -> along.attach(builder, metricOptions.sources()));
        Instant begin = Instant.now();
        Process child;
        try {
            child = builder.start();
        } catch (IOException e) {
            terminal.note("headwater: " + command.get(0) + " cannot be started: " + e.getMessage());
            return NOT_FOUND;
        } finally {
            metrics.ifPresent(ReadAlong::started);
        }
        signals.passTo(child);
        Recording recording = Recording.begin(
                terminal,
                options,
                child.toHandle(),
                collector -> begun(collector, runId, begin, child, here),
                read,
                outputs);
        metrics.ifPresent(along -> along.sendTo(recording.run()));
        int status = child.waitFor();
        Instant end = Instant.now();
        if (metrics.isPresent()) {
            metrics.get().finish();
        }
        recording.end(Recording.outcome(status), status, end);
        return status;
    }

    private Run begun(Collector collector, String runId, Instant begin, Process child, Path here) {
        Run run = collector
                .experiment(record.experiment())
                .runId(runId)
                .joined(!RecordOptions.environment("HEADWATER_RUN_ID").isEmpty()
                        && RecordOptions.environment("HEADWATER_JOIN").equals("true"))
                .name(record.name())
                .startedAt(begin)
                .commandLine(command)
                .workingDirectory(here)
                .processId(child.pid())
                .start();
        record.describe(run);
        return run;
    }

    private ProcessBuilder builder(String runId, String bootstrap) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put("HEADWATER_RUN_ID", runId);
        environment.put("HEADWATER_JOIN", "true");
        environment.put("HEADWATER_HOME", connection.home().toString());
        putIfSaid(environment, "HEADWATER_BOOTSTRAP", bootstrap);
        putIfSaid(environment, "HEADWATER_SCHEMA_REGISTRY", connection.registryUrl());
        putIfSaid(environment, "HEADWATER_EXPERIMENT", record.experiment());
        putIfSaid(environment, "HEADWATER_NAME", record.nameOption());
        // Set by the script for our own JVM only.
        environment.remove(System.getProperty("headwater.hide", ""));
        return builder;
    }

    private static void putIfSaid(Map<String, String> environment, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            environment.put(key, value);
        }
    }

    private CollectorOptions options(String bootstrap) {
        return connection
                .collecting(System.getenv(), "headwater-run", bootstrap)
                .build();
    }
}
