package dev.headwater.agent;

import dev.headwater.agent.capture.Redactor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The run that this whole process is, for programs that say nothing themselves. It ends when the process does. The first
 * run that the program starts by itself, without an id or with the same one, is this run: both speak for it, and how the
 * program ends it counts unless the process ends worse.
 */
public final class ProcessRun {

    private final Run run;
    private final ProcessEnd end;
    private final AtomicBoolean joined = new AtomicBoolean();

    private ProcessRun(Run run, ProcessEnd end) {
        this.run = run;
        this.end = end;
    }

    /**
     * Begins it, in the collector behind {@link Headwater}.
     *
     * @param settings environment variables that hold in place of the process's own; as far as the collector is concerned,
     *     only while the program has not used it
     */
    public static ProcessRun begin(Map<String, String> settings) {
        Redactor.extend(settings.getOrDefault("HEADWATER_REDACT", ""));
        Collector collector = Headwater.collector(settings);
        Map<String, String> known = collector.options().environment();
        RunBuilder builder = collector.experiment(settings.get("HEADWATER_EXPERIMENT"));
        String runId = settings.get("HEADWATER_RUN_ID");
        if (runId != null && !runId.equals(known.get("HEADWATER_RUN_ID"))) {
            builder.runId(runId)
                    .name(settings.get("HEADWATER_NAME"))
                    .joined("true".equals(settings.get("HEADWATER_JOIN")));
        }
        Run run = builder.start();
        ProcessEnd end = new ProcessEnd();
        LiveRun live = run.live();
        if (live != null) {
            live.lastUntil(end);
        }
        ProcessRun whole = new ProcessRun(run, end);
        collector.partsOf(whole);
        return whole;
    }

    /** Whether anything of it is recorded; where not, a warning has said why. */
    public boolean isRecorded() {
        return run.live() != null;
    }

    /** Where to speak about it. */
    public Run run() {
        return run;
    }

    /** The program asks to end with this exit status. */
    public void exiting(int status) {
        end.exiting(status);
    }

    /**
     * An exception has ended a thread.
     *
     * @param main whether that was the thread of {@code main}
     * @param daemon whether the process does not wait for the thread; what it dies of does not fail the run
     */
    public void uncaught(Throwable error, boolean main, boolean daemon) {
        if (main || !daemon) {
            end.uncaught(error, main);
        }
    }

    /** This run, when it is what the program means by the run it starts. */
    Optional<Run> asPart(RunOptions asked) {
        boolean named = asked.runId() != null && !asked.runId().isBlank();
        if (named ? !run.id().equals(asked.runId()) : !joined.compareAndSet(false, true)) {
            return Optional.empty();
        }
        if (asked.name() != null) {
            run.tag("name", asked.name());
        }
        if (asked.sweep() != null) {
            run.tag("sweep", asked.sweep());
        }
        run.tag("experiment", asked.experiment());
        return Optional.of(run);
    }
}
