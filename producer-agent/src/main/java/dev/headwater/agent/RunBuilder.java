package dev.headwater.agent;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run that is about to start. What is not said here comes from the environment ({@code HEADWATER_RUN_ID},
 * {@code HEADWATER_NAME}, {@code HEADWATER_JOIN}, {@code HEADWATER_SWEEP}, {@code RANK}, {@code WORLD_SIZE}, Slurm's and MPI's variables) or from
 * this process. No method throws.
 */
public final class RunBuilder {

    private final Collector collector;
    private final String experiment;
    private @Nullable String runId;
    private @Nullable String name;
    private @Nullable Integer rank;
    private @Nullable Integer worldSize;
    private @Nullable Boolean joined;
    private @Nullable Instant startedAt;
    private @Nullable String user;
    private @Nullable String host;
    private @Nullable List<String> commandLine;
    private @Nullable Path workingDirectory;
    private @Nullable Long processId;
    private @Nullable String parentRunId;
    private @Nullable String sweep;
    private @Nullable String searchSpace;
    private @Nullable String organization;
    private boolean source = true;
    private boolean environment = true;
    private boolean identity = true;
    private boolean hardware = true;
    private boolean heartbeats = true;
    private final Map<String, @Nullable Object> params = new LinkedHashMap<>();
    private final Map<String, @Nullable String> tags = new LinkedHashMap<>();

    RunBuilder(Collector collector, String experiment) {
        this.collector = collector;
        this.experiment = experiment;
    }

    /** Id of the run; all ranks of a run share it. Made up when not given. */
    public RunBuilder runId(@Nullable String id) {
        this.runId = id;
        return this;
    }

    /** A name for people; need not be unique. */
    public RunBuilder name(@Nullable String name) {
        this.name = name;
        return this;
    }

    /** @param rank of this process within the run, from 0 */
    public RunBuilder rank(int rank) {
        this.rank = rank;
        return this;
    }

    /** @param worldSize number of ranks in the run, at least 1 */
    public RunBuilder worldSize(int worldSize) {
        this.worldSize = worldSize;
        return this;
    }

    /** @param joined true when another process reports the run's beginning and end */
    public RunBuilder joined(boolean joined) {
        this.joined = joined;
        return this;
    }

    public RunBuilder param(@Nullable String key, @Nullable Object value) {
        if (key != null) {
            params.put(key, value);
        }
        return this;
    }

    public RunBuilder params(@Nullable Map<String, ?> values) {
        if (values != null) {
            try {
                values.forEach(this::param);
            } catch (RuntimeException e) {
                collector.warn("parameters of a map that cannot be read to its end are ignored", e);
            }
        }
        return this;
    }

    public RunBuilder tag(@Nullable String key, @Nullable String value) {
        if (key != null) {
            tags.put(key, value);
        }
        return this;
    }

    /** Whether the git state of the working directory is captured. Default: yes. */
    public RunBuilder captureSource(boolean capture) {
        source = capture;
        return this;
    }

    /** Whether facts about machine and software are captured. Default: yes. */
    public RunBuilder captureEnvironment(boolean capture) {
        environment = capture;
        return this;
    }

    /** Whether host, command line, working directory and process id of this process are said. Default: yes. */
    public RunBuilder captureHost(boolean capture) {
        identity = capture;
        return this;
    }

    /** Whether hardware is sampled while the run lasts. Default: yes. */
    public RunBuilder captureHardware(boolean capture) {
        hardware = capture;
        return this;
    }

    /** Whether heartbeats are sent while the run lasts. Default: yes. */
    public RunBuilder heartbeats(boolean send) {
        heartbeats = send;
        return this;
    }

    /** No capture at all: for runs that happened elsewhere or before. Heartbeats stay. */
    public RunBuilder captureNothing() {
        return captureSource(false).captureEnvironment(false).captureHost(false).captureHardware(false);
    }

    /** When the run began, if not now. */
    public RunBuilder startedAt(@Nullable Instant instant) {
        this.startedAt = instant;
        return this;
    }

    /** Account name of who acts. Default: the account of this process. */
    public RunBuilder user(@Nullable String user) {
        this.user = user;
        return this;
    }

    /** Host the run is on, if not this one. */
    public RunBuilder host(@Nullable String host) {
        this.host = host;
        return this;
    }

    /** Command line of the run; secrets are redacted. Default: that of this process. */
    public RunBuilder commandLine(@Nullable List<String> words) {
        this.commandLine = words;
        return this;
    }

    /** Working directory of the run, where its source code is looked for. Default: that of this process. */
    public RunBuilder workingDirectory(@Nullable Path directory) {
        this.workingDirectory = directory;
        return this;
    }

    /** Process the run is, if not this one; hardware samples are then those of it and all its descendants. */
    public RunBuilder processId(long pid) {
        this.processId = pid;
        return this;
    }

    /** Run that this one is a part of, such as a fold of a cross-validation; null when it stands alone. */
    public RunBuilder partOf(@Nullable String runId) {
        this.parentRunId = runId;
        return this;
    }

    /**
     * The run is a trial of a sweep. Default: {@code HEADWATER_SWEEP} and {@code HEADWATER_SEARCH_SPACE}, unless it is a part
     * of another run.
     *
     * @param name of the sweep, unique in the experiment; null for none
     * @param searchSpace what the sweep searches, as its author wrote it; null when unknown; secrets are redacted, and the
     *     text is cut after 16,384 characters
     */
    public RunBuilder sweep(@Nullable String name, @Nullable String searchSpace) {
        this.sweep = name;
        this.searchSpace = searchSpace;
        return this;
    }

    /** Organization that who acts acts for. Default: {@code HEADWATER_ORGANIZATION}. */
    public RunBuilder organization(@Nullable String name) {
        this.organization = name;
        return this;
    }

    /** What is done within a run. */
    @FunctionalInterface
    public interface Body<E extends Exception> {

        void execute(Run run) throws E;
    }

    /** What is computed within a run. */
    @FunctionalInterface
    public interface Computation<T, E extends Exception> {

        T call(Run run) throws E;
    }

    /**
     * Starts the run, executes its body, and closes it. What the body throws marks the run FAILED, with class and message,
     * and is thrown on. (A try-with-resources statement cannot tell {@link Run#close()} about it.)
     *
     * @throws E as the body does
     */
    public <E extends Exception> void execute(Body<E> body) throws E {
        try (Run run = start()) {
            try {
                body.execute(run);
            } catch (Throwable e) {
                run.fail(e);
                throw e;
            }
        }
    }

    /**
     * As {@link #execute}, of a body that has a result.
     *
     * @throws E as the body does
     */
    public <T, E extends Exception> T call(Computation<T, E> body) throws E {
        try (Run run = start()) {
            try {
                return body.call(run);
            } catch (Throwable e) {
                run.fail(e);
                throw e;
            }
        }
    }

    /** Starts the run. Opens a small file of the journal; nothing is sent by the calling thread. */
    public Run start() {
        Run run = collector.start(new RunOptions(
                experiment,
                runId,
                name,
                rank,
                worldSize,
                joined,
                startedAt,
                user,
                host,
                commandLine,
                workingDirectory,
                processId,
                parentRunId,
                sweep,
                searchSpace,
                organization,
                new RunOptions.Capture(source, environment, identity, hardware, heartbeats)));
        run.params(params);
        run.tags(tags);
        return run;
    }
}
