package dev.headwater.agent;

import dev.headwater.agent.capture.DigestCache;
import dev.headwater.agent.capture.EntryPoint;
import dev.headwater.agent.capture.EnvironmentProbe;
import dev.headwater.agent.capture.KeptDiffs;
import dev.headwater.agent.capture.Machine;
import dev.headwater.agent.capture.RankIdentity;
import dev.headwater.agent.capture.Redactor;
import dev.headwater.agent.capture.SourceProbe;
import dev.headwater.agent.hardware.Hardware;
import dev.headwater.agent.hardware.Sampling;
import dev.headwater.agent.journal.BootId;
import dev.headwater.agent.journal.Budgets;
import dev.headwater.agent.journal.Identity;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.logging.LateLogger;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.RunStarted;
import dev.headwater.schemas.wire.BundledSchemas;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Collects what runs say and ships it to Kafka: one daemon thread and one Kafka producer, however many runs. */
public final class Collector implements AutoCloseable {

    private static final Logger LOG = new LateLogger();
    private static final Path PROC = Path.of("/proc");

    private final CollectorOptions options;
    private final OneWarning warning = new OneWarning();
    private final @Nullable CollectorLoop loop;
    private final Budgets budgets;
    private final @Nullable EventFrames frames;
    private final ThisProcess self;
    private final DigestCache digests;
    private final AtomicReference<@Nullable EnvironmentCaptured> ownEnvironment = new AtomicReference<>();
    private final @Nullable Hardware hardware;
    private final AtomicBoolean runIdTaken = new AtomicBoolean();
    private volatile @Nullable ProcessRun whole;

    private Collector(CollectorOptions options, Hardware.Places places) {
        this.options = options;
        this.budgets = Budgets.of(options.journalBytes());
        this.self = ThisProcess.look();
        this.digests = DigestCache.below(options.home());
        this.hardware = options.disabled() || options.hardwareMillis() == 0
                ? null
                : new Hardware(places, options.hardwareMillis() * 1_000_000L, options.hardwareBudget());
        if (options.disabled()) {
            this.frames = null;
            this.loop = null;
        } else {
            BundledSchemas bundled = BundledSchemas.load();
            this.frames = new EventFrames(bundled);
            this.loop = CollectorLoop.start(options, bundled);
        }
    }

    /** The collector that the environment of this process asks for. It does nothing rather than fail. */
    static Collector ofProcess(Map<String, String> environment) {
        try {
            return open(CollectorOptions.builder(environment).build());
        } catch (RuntimeException | Error e) {
            // No thread to be had, no memory: whatever it is, the program goes on.
            LOG.log(Level.WARNING, "Headwater cannot start and records nothing", e);
            return open(CollectorOptions.builder(Map.of()).disabled(true).build());
        }
    }

    /**
     * A collector of these settings, with a thread of its own. It returns at once; Kafka may be away. When the process ends
     * before {@link #close()}, it is closed by a shutdown hook, within 2 s.
     */
    public static Collector open(CollectorOptions options) {
        String path = options.environment().getOrDefault("PATH", "");
        return open(options, Hardware.Places.usual(options.home(), path));
    }

    static Collector open(CollectorOptions options, Hardware.Places places) {
        return new Collector(options, places);
    }

    /** What was given at {@link #open}. */
    public CollectorOptions options() {
        return options;
    }

    /**
     * A run to be started in an experiment.
     *
     * @param experiment named group of runs; null or empty for {@code HEADWATER_EXPERIMENT}, else "default"
     */
    public RunBuilder experiment(@Nullable String experiment) {
        return new RunBuilder(
                this,
                experiment == null || experiment.isBlank() ? variable("HEADWATER_EXPERIMENT", "default") : experiment);
    }

    void warn(String message, Object offending) {
        warning.warn(message, offending);
    }

    /** The first run that is started after this is part of the process's. */
    void partsOf(ProcessRun process) {
        whole = process;
    }

    Run start(RunOptions run) {
        ProcessRun process = whole;
        if (process != null) {
            Optional<Run> part = process.asPart(run);
            if (part.isPresent()) {
                return part.get();
            }
        }
        // Only one run of a process is the one that the environment speaks of.
        boolean given = run.runId() != null && !run.runId().isBlank();
        String inherited = variable("HEADWATER_RUN_ID", "");
        boolean first = given ? inherited.equals(run.runId()) : runIdTaken.compareAndSet(false, true);
        String runId =
                given ? String.valueOf(run.runId()) : first && !inherited.isEmpty() ? inherited : Headwater.newRunId();
        if (loop == null || frames == null) {
            return new Run(this, run.experiment(), runId, null);
        }
        if (loop.closing()) {
            warning.warn("started after the collector was closed, not recorded", runId);
            return new Run(this, run.experiment(), runId, null);
        }
        try {
            return new Run(this, run.experiment(), runId, begin(run, runId, first, frames, loop));
        } catch (RuntimeException | Error e) {
            warning.warn("run " + runId + " cannot be recorded", e);
            return new Run(this, run.experiment(), runId, null);
        }
    }

    private @Nullable LiveRun begin(
            RunOptions run, String runId, boolean first, EventFrames framing, CollectorLoop collecting) {
        RankIdentity place = RankIdentity.of(options.environment());
        int rank = Math.max(0, run.rank() == null ? place.rank() : run.rank());
        int worldSize = Math.max(rank + 1, run.worldSize() == null ? place.worldSize() : run.worldSize());
        Identity identity = new Identity(runId, rank, BootId.fresh());
        while (budgets.points().spent() && collecting.awaitRoom()) {
            // A tool that hosts thousands of runs is no faster than Kafka takes them.
        }
        Optional<RunJournal> journal =
                RunJournal.begin(options.journalRoot(), identity, budgets, collecting::awaitRoom, collecting::wake);
        if (journal.isEmpty()) {
            warning.warn("neither disk nor memory for a journal, not recorded", runId);
            return null;
        }
        String host = run.host() == null ? self.host() : run.host();
        LiveRun live = new LiveRun(
                journal.get(),
                framing,
                warning,
                host,
                digests,
                options.clock(),
                collecting::awaitRoom,
                collecting::wake);
        live.write(
                run.startedAt() == null ? options.clock().instant() : run.startedAt(),
                started(run, worldSize, host, first));
        try {
            capture(run, live);
        } catch (RuntimeException e) {
            warning.warn("code or environment of a run cannot be captured", runId + ": " + e);
        }
        collecting.add(
                live,
                sampling(run, identity, joined(run, first)),
                run.capture().heartbeats() ? options.heartbeatMillis() : 0);
        return live;
    }

    private RunStarted started(RunOptions run, int worldSize, String host, boolean first) {
        boolean own = run.capture().host();
        List<String> command = run.commandLine() != null ? run.commandLine() : own ? self.commandLine() : List.of();
        Path directory = run.workingDirectory() != null ? run.workingDirectory() : self.workingDirectory();
        String name = run.name() != null ? run.name() : first ? variable("HEADWATER_NAME", "") : "";
        boolean trial = run.sweep() == null && run.parentRunId() == null;
        String sweep = trial ? variable("HEADWATER_SWEEP", "") : run.sweep();
        String searchSpace = trial ? variable("HEADWATER_SEARCH_SPACE", "") : run.searchSpace();
        String organization = run.organization() != null ? run.organization() : variable("HEADWATER_ORGANIZATION", "");
        return RunStarted.newBuilder()
                .setExperiment(ParamValue.name(run.experiment()))
                .setName(name.isEmpty() ? null : ParamValue.name(name))
                .setJoined(joined(run, first))
                .setWorldSize(worldSize)
                .setHost(own || run.host() != null ? host : null)
                .setUser(run.user() != null ? run.user() : self.user())
                .setCommandLine(Redactor.commandLine(command))
                .setWorkingDirectory(own || run.workingDirectory() != null ? Redactor.text(directory.toString()) : null)
                .setProcessId(run.processId() != null ? run.processId() : own ? (Long) self.pid() : null)
                .setParentRunId(run.parentRunId())
                .setSweep(nameOrNull(sweep))
                .setSearchSpace(
                        sweep == null || sweep.isBlank() || searchSpace == null || searchSpace.isBlank()
                                ? null
                                : ParamValue.text("search space", searchSpace))
                .setOrganization(nameOrNull(organization))
                .setCollector(options.name())
                .setCollectorVersion(options.version())
                .build();
    }

    private static @Nullable String nameOrNull(@Nullable String name) {
        return name == null || name.isBlank() ? null : ParamValue.name(name);
    }

    private void capture(RunOptions run, LiveRun live) {
        Instant now = options.clock().instant();
        Path directory = run.workingDirectory() != null ? run.workingDirectory() : self.workingDirectory();
        Optional<List<String>> wrapped =
                run.processId() == null ? Optional.empty() : Optional.ofNullable(run.commandLine());
        if (run.capture().source()) {
            String entryPoint = entryPoint(run, wrapped);
            live.probe(new SourceProbe(
                    new SourceProbe.Subject(
                            directory,
                            entryPoint.isEmpty() ? null : entryPoint,
                            KeptDiffs.below(options.home()),
                            digests),
                    () -> live.ending() != null,
                    found -> live.write(now, found)));
        }
        if (run.capture().environment()) {
            captureEnvironment(run, directory, wrapped, live, now);
        }
    }

    private String entryPoint(RunOptions run, Optional<List<String>> wrapped) {
        try {
            return run.processId() == null
                    ? EntryPoint.ofJavaCommand(System.getProperty("sun.java.command", ""))
                    : wrapped.map(EntryPoint::of).flatMap(EntryPoint::name).orElse("");
        } catch (RuntimeException e) {
            warning.warn("the entry point of a run is unknown", e);
            return "";
        }
    }

    /** What this process is does not change: its next runs say the same as the first one. */
    private void captureEnvironment(
            RunOptions run, Path directory, Optional<List<String>> wrapped, LiveRun live, Instant now) {
        EnvironmentCaptured known = run.processId() == null ? ownEnvironment.get() : null;
        if (known != null) {
            live.write(now, known);
            return;
        }
        EnvironmentProbe.Subject subject = new EnvironmentProbe.Subject(
                Machine.local(options.environment()),
                run.processId() == null ? "self" : String.valueOf(run.processId()),
                directory,
                run.processId() == null ? Optional.empty() : Optional.of(wrapped.orElse(List.of())));
        live.probe(new EnvironmentProbe(subject, digests, () -> live.ending() != null, environment -> {
            if (run.processId() == null && live.ending() == null) {
                ownEnvironment.set(environment);
            }
            live.write(now, environment);
        }));
    }

    private boolean joined(RunOptions run, boolean first) {
        return run.joined() != null
                ? run.joined()
                : first && variable("HEADWATER_JOIN", "").equals("true");
    }

    private Sampling sampling(RunOptions run, Identity identity, boolean joined) {
        if (hardware == null || !run.capture().hardware()) {
            return Sampling.none();
        }
        long pid = run.processId() == null ? self.pid() : run.processId();
        int localRank = RankIdentity.localRank(options.environment(), identity.rank());
        return hardware.of(new Hardware.Part(identity.runId(), identity.rank(), localRank, joined, pid));
    }

    private String variable(String name, String otherwise) {
        String value = options.environment().getOrDefault(name, "").trim();
        return value.isEmpty() ? otherwise : value;
    }

    /**
     * Waits until Kafka has confirmed everything that was logged before this call, and the ends of runs that ended
     * before it. Digests of files that are still being computed are waited for only in runs that ended.
     *
     * @return false when the time was not enough
     */
    public boolean drain(Duration atMost) {
        return loop == null || loop.drain(atMost);
    }

    Orphans.Shipped shipOrphans(Duration atMost) {
        return loop == null ? new Orphans.Shipped(0, 0) : loop.shipOrphans(atMost);
    }

    /**
     * Stops the collector, after waiting for Kafka at most {@link CollectorOptions#closeWait()}. Runs that are still open
     * end as FAILED with the error {@code RunNotClosed}. What Kafka has not confirmed stays in the journal, to the end of
     * each run, for the next collector on this host. What is still being found out about a run (such as digests of files) is
     * given up after half that wait, but not within the first second.
     */
    @Override
    public void close() {
        if (loop != null) {
            loop.close();
            digests.close();
        }
    }
}
