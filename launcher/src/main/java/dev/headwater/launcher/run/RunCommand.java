package dev.headwater.launcher.run;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Headwater;
import dev.headwater.agent.Run;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.TypedText;
import dev.headwater.launcher.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            "Example: headwater run --experiment digits --param lr=0.1 --input train:digits.csv --output "
                    + "model.bin -- python train.py",
            ""
        })
public final class RunCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 127;

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Option(names = "--experiment", paramLabel = "E", description = "Experiment. Default: $$HEADWATER_EXPERIMENT.")
    private @Nullable String experiment;

    @Option(names = "--name", paramLabel = "N", description = "Name of the run. Default: $$HEADWATER_NAME.")
    private @Nullable String name;

    @Option(names = "--param", paramLabel = "K=V", description = "A parameter; numbers and booleans keep their type.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--tag", paramLabel = "K=V", description = "A tag.")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(names = "--input", paramLabel = "[ROLE:]PATH", description = "A file or directory that it reads.")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--output", paramLabel = "[ROLE:]PATH", description = "A file or directory that it writes.")
    private List<String> outputs = new ArrayList<>();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The command and its arguments.")
    private List<String> command = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<NamedFile> read = inputs.stream().map(NamedFile::of).toList();
        for (NamedFile input : read) {
            if (!Files.isReadable(input.path())) {
                throw new CommandFailure(
                        "--input " + input.path() + ": no such file, or not readable; the command was not started");
            }
        }
        String given = environment("HEADWATER_RUN_ID");
        String runId = given.isEmpty() ? Headwater.newRunId() : given;
        outputs.forEach(NamedFile::of);
        String bootstrap = connection.findBootstrap().orElse("");
        if (bootstrap.isEmpty()) {
            terminal.warn(
                    "no Headwater stack is up to take the record of this run" + Recording.fate(connection.home()));
        }
        Signals signals = Signals.take();
        Instant begin = Instant.now();
        Process child;
        try {
            child = start(runId, bootstrap);
        } catch (IOException e) {
            terminal.note("headwater: " + command.get(0) + " cannot be started: " + e.getMessage());
            return NOT_FOUND;
        }
        signals.passTo(child);
        Recording recording =
                Recording.begin(terminal, options(bootstrap), collector -> begun(collector, runId, begin, child), read);
        int status = child.waitFor();
        recording.end(status, Instant.now(), outputs);
        return status;
    }

    private Run begun(Collector collector, String runId, Instant begin, Process child) {
        Run run = collector
                .experiment(experiment)
                .runId(runId)
                .joined(!environment("HEADWATER_RUN_ID").isEmpty()
                        && environment("HEADWATER_JOIN").equals("true"))
                .name(name == null ? environment("HEADWATER_NAME") : name)
                .startedAt(begin)
                .commandLine(command)
                .workingDirectory(Path.of("").toAbsolutePath())
                .processId(child.pid())
                .start();
        params.forEach((key, value) -> run.param(key, TypedText.of(value)));
        run.tags(tags);
        return run;
    }

    private static String environment(String name) {
        return System.getenv().getOrDefault(name, "").strip();
    }

    private Process start(String runId, String bootstrap) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put("HEADWATER_RUN_ID", runId);
        environment.put("HEADWATER_JOIN", "true");
        environment.put("HEADWATER_HOME", connection.home().toString());
        putIfSaid(environment, "HEADWATER_BOOTSTRAP", bootstrap);
        putIfSaid(environment, "HEADWATER_SCHEMA_REGISTRY", connection.registryUrl());
        putIfSaid(environment, "HEADWATER_EXPERIMENT", experiment);
        putIfSaid(environment, "HEADWATER_NAME", name);
        // Set by the script for our own JVM only.
        environment.remove(System.getProperty("headwater.hide", ""));
        return builder.start();
    }

    private static void putIfSaid(Map<String, String> environment, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            environment.put(key, value);
        }
    }

    private CollectorOptions options(String bootstrap) {
        return CollectorOptions.builder()
                .bootstrap(bootstrap)
                .registryUrl(connection.registryUrl())
                .home(connection.home())
                .name("headwater-run")
                .version(Version.text())
                .closeWait(Duration.ZERO)
                .build();
    }
}
