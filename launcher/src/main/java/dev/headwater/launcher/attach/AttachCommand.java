package dev.headwater.launcher.attach;

import dev.headwater.agent.Collector;
import dev.headwater.agent.CollectorOptions;
import dev.headwater.agent.Headwater;
import dev.headwater.agent.Run;
import dev.headwater.event.EndStatus;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Connection;
import dev.headwater.launcher.Root;
import dev.headwater.launcher.Terminal;
import dev.headwater.launcher.run.NamedFile;
import dev.headwater.launcher.run.RecordOptions;
import dev.headwater.launcher.run.Recording;
import dev.headwater.launcher.run.files.OutputWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sun.misc.Signal;

/** {@code headwater attach}. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Records a process that already runs.",
        description = {
            "Recorded are: command line (secrets redacted), user, host, git state of its working directory, start, end, "
                    + "hardware of all its processes, inputs, and outputs written from now on. Into a JVM the agent is "
                    + "loaded, which records what it can see from inside, and how the JVM ends.",
            "",
            "Only the parent of a process is told its exit status: where it is not known, the run ends as FINISHED, "
                    + "without exit status and with the tag headwater.end=unknown. Ctrl-C detaches: the process goes on, "
                    + "its record ends as FINISHED with the tag headwater.end=detached; an agent that was loaded goes on "
                    + "recording.",
            "",
            "Example: headwater attach --experiment digits --output 'checkpoint:ckpt/*.pt' 4711",
            ""
        })
public final class AttachCommand implements Callable<Integer> {

    private static final long LOOK_MILLIS = 200;
    private static final Duration AGENT_BEGINS = Duration.ofSeconds(10);
    private static final String END = "headwater.end";

    private final Terminal terminal;

    @Mixin
    private final Connection connection = new Connection();

    @Mixin
    private final RecordOptions record = new RecordOptions();

    @Option(order = 10, names = "--no-load", description = "Do not load the agent into a JVM.")
    private boolean noLoad;

    @Parameters(paramLabel = "PID", description = "Id of the process, as ps shows it.")
    private long pid;

    public AttachCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ProcessTable table = new ProcessTable(Path.of("/proc"));
        Target target = Target.find(table, pid, ProcessHandle.current().pid());
        Path here = Path.of("").toAbsolutePath();
        List<NamedFile> read = record.inputs(here, "nothing was recorded");
        OutputWatch outputs = record.watch(here);
        String bootstrap = connection.findBootstrap().orElse("");
        Map<String, String> environment = target.environment();
        refuseSecondRecord(target, environment);
        CollectorOptions options = options(bootstrap, environment);
        if (bootstrap.isEmpty()) {
            terminal.warn(
                    "no Headwater stack is up to take the record of this run" + Recording.fate(connection.home()));
        }
        String given = environment.getOrDefault("HEADWATER_RUN_ID", "");
        String runId = given.isBlank() ? Headwater.newRunId() : given.strip();
        boolean inside = loads(target) && load(target, runId, bootstrap);
        CountDownLatch detached = detachOnSignals();
        Recording recording = Recording.begin(
                terminal,
                options,
                ProcessHandle.of(pid).orElseThrow(() -> new CommandFailure("process " + pid + " has just ended")),
                collector -> begun(collector, runId, target, inside),
                read,
                outputs);
        terminal.note("headwater: recording process " + pid + " as run " + runId + "; Ctrl-C detaches from it");
        while (target.isAlive() && !detached.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            // Its end is not told to strangers: look again.
        }
        end(recording, target, runId, inside, Instant.now());
        return 0;
    }

    private static void refuseSecondRecord(Target target, Map<String, String> environment) {
        target.recordedAs().ifPresent(run -> {
            throw new CommandFailure(
                    "process " + target.pid() + " has the agent inside already, which records it as run " + run);
        });
        if (environment.getOrDefault("HEADWATER_JOIN", "").equals("true")) {
            throw new CommandFailure(
                    "process " + target.pid() + " was started by `headwater run`, which records it as run "
                            + environment.getOrDefault("HEADWATER_RUN_ID", "unknown"));
        }
    }

    private boolean loads(Target target) {
        if (noLoad || !target.isJvm()) {
            return false;
        }
        if (!target.seesOurFiles()) {
            terminal.warn("process " + pid + " runs in another container: the agent cannot be loaded into its JVM from"
                    + " here, and its files are not read");
            return false;
        }
        return true;
    }

    /** @return whether an agent records this run from inside */
    private boolean load(Target target, String runId, String bootstrap) throws InterruptedException {
        Path jar = Root.find().resolve("producer-agent/target/headwater-agent.jar");
        Map<String, String> settings = new HashMap<>();
        settings.put("runId", runId);
        settings.put("bootstrap", bootstrap);
        settings.put("home", connection.home().toString());
        settings.put("schemaRegistry", connection.registryUrl());
        settings.put("experiment", record.experiment() == null ? "" : record.experiment());
        settings.put("name", record.name());
        new AgentLoader(jar).load(target, settings);
        long until = System.nanoTime() + AGENT_BEGINS.toNanos();
        while (target.isAlive() && System.nanoTime() - until < 0) {
            // The agent tells nobody but its journal that it records.
            if (target.recordedAs().filter(runId::equals).isPresent()) {
                return true;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        if (target.isAlive()) {
            terminal.warn("the agent was loaded into process " + pid
                    + " and records nothing there (is it disabled?); the" + " process is recorded from outside");
        }
        return false;
    }

    private static CountDownLatch detachOnSignals() {
        CountDownLatch detached = new CountDownLatch(1);
        for (String name : List.of("INT", "TERM", "HUP")) {
            try {
                Signal.handle(new Signal(name), signal -> {
                    if (detached.getCount() == 0) {
                        // Asked twice: what is not yet sent waits in the journal.
                        System.exit(128 + signal.getNumber());
                    }
                    detached.countDown();
                });
            } catch (IllegalArgumentException e) {
                // The JVM or the system has this signal for itself.
            }
        }
        return detached;
    }

    private Run begun(Collector collector, String runId, Target target, boolean inside) {
        boolean sameFiles = target.seesOurFiles();
        Run run = collector
                .experiment(record.experiment())
                .runId(runId)
                .joined(inside)
                .name(record.name())
                .startedAt(target.startedAt())
                .user(target.owner().orElse(null))
                .commandLine(target.commandLine())
                .workingDirectory(target.workingDirectory().orElse(null))
                // An agent inside sees more of it.
                .captureSource(sameFiles && !inside && target.workingDirectory().isPresent())
                .captureEnvironment(!inside)
                .captureHardware(!inside)
                .processId(pid)
                .start();
        record.describe(run);
        return run;
    }

    private void end(Recording recording, Target target, String runId, boolean inside, Instant at)
            throws InterruptedException {
        if (target.isAlive()) {
            recording.tag(END, "detached");
            recording.end(EndStatus.FINISHED, null, at);
            terminal.note("headwater: detached from process " + pid
                    + (inside ? ", whose agent goes on recording run " : "; this ends the record of run ") + runId);
            return;
        }
        OptionalInt status = target.exitStatus();
        terminal.note("headwater: process " + pid + " has ended"
                + (status.isPresent() ? " with status " + status.getAsInt() : "") + "; it was run " + runId);
        if (status.isPresent()) {
            recording.end(Recording.outcome(status.getAsInt()), status.getAsInt(), at);
            return;
        }
        if (!inside) {
            recording.tag(END, "unknown");
        }
        recording.end(EndStatus.FINISHED, null, at);
    }

    private CollectorOptions options(String bootstrap, Map<String, String> environment) {
        // Rank and world size are the other process's; whether to record at all is ours to say.
        Map<String, String> variables = new HashMap<>(environment);
        variables.remove("HEADWATER_JOIN");
        variables.put("HEADWATER_DISABLED", RecordOptions.environment("HEADWATER_DISABLED"));
        if (record.experiment() == null
                && !RecordOptions.environment("HEADWATER_EXPERIMENT").isEmpty()) {
            variables.put("HEADWATER_EXPERIMENT", RecordOptions.environment("HEADWATER_EXPERIMENT"));
        }
        return connection.collecting(variables, "headwater-attach", bootstrap).build();
    }
}
