package dev.headwater.agent;

import dev.headwater.agent.journal.Series;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.EndStatus;
import dev.headwater.event.EnvironmentCaptured;
import dev.headwater.event.ModelRegistered;
import dev.headwater.event.SourceCaptured;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a training program. Any thread may call. No method throws or waits for disk or network, save
 * {@link #close()}, which waits for a bounded time; a call that makes no sense gets one warning and is ignored. Files are
 * read, to hash them, off the calling thread: they must stay as they are until the run has ended.
 */
public final class Run implements AutoCloseable {

    private final Collector collector;
    private final String experiment;
    private final String id;
    private final @Nullable LiveRun live;

    /** @param live null when nothing is recorded */
    Run(Collector collector, String experiment, String id, @Nullable LiveRun live) {
        this.collector = collector;
        this.experiment = experiment;
        this.id = id;
        this.live = live;
    }

    @Nullable
    LiveRun live() {
        return live;
    }

    /** Id of the run, unique among all runs. */
    public String id() {
        return id;
    }

    /**
     * A run that is a part of this one, such as a fold of a cross-validation or a trial of a sweep, to be started. It has its
     * own params, metrics and end; code, environment and hardware are those of this run and are not captured again.
     *
     * @param name for people; null for none
     */
    public RunBuilder subRun(@Nullable String name) {
        return collector
                .experiment(experiment)
                .runId(Headwater.newRunId())
                .name(name)
                .partOf(id)
                .joined(false)
                .captureSource(false)
                .captureEnvironment(false)
                .captureHardware(false);
    }

    /**
     * An epoch begins, and lasts until the phase is closed, the next epoch begins, or the run ends. In all ranks it is the
     * same one.
     *
     * @param index as the program counts them
     */
    public Phase epoch(long index) {
        return live == null ? new Phase(null, "") : live.phases().epoch(index);
    }

    /**
     * A part of the run begins, or of the phase that is open, and lasts until it is closed. A run has at most 2,000 phases, the
     * epochs included: a step is none.
     *
     * @param kind train, validate, test, or another word
     */
    public Phase phase(@Nullable String kind) {
        return live == null ? new Phase(null, "") : live.phases().begin(kind);
    }

    /** A metric without context. */
    public Metric metric(@Nullable String name) {
        return metric(name, "");
    }

    /**
     * The metric of this name and context; the same object whenever asked. Ask once, outside the training loop.
     *
     * @param name at most 512 characters; what is longer is cut
     * @param context such as train or validation, at most 512 characters; null or empty for none
     */
    public Metric metric(@Nullable String name, @Nullable String context) {
        return live == null
                ? new Metric(null, Series.metric(-1, text(name), text(context)))
                : live.metric(name, context);
    }

    /**
     * A hardware quantity that the caller measures.
     *
     * @param device such as gpu0
     * @param quantity such as power
     * @param unit UCUM unit, such as W, By, 1
     */
    public Resource resource(@Nullable String device, @Nullable String quantity, @Nullable String unit) {
        return live == null ? Resource.NONE : live.resource(device, quantity, unit);
    }

    /**
     * A parameter. A later value of a key replaces an earlier one.
     *
     * @param key at most 512 characters; what is longer is cut
     * @param value numbers and booleans keep their type; null becomes the text "null", anything else its text, cut after 16,384
     *     characters; secrets in it are redacted
     */
    public Run param(@Nullable String key, @Nullable Object value) {
        return key == null ? this : params(Collections.singletonMap(key, value));
    }

    /** Parameters, as {@link #param}. */
    public Run params(@Nullable Map<String, ? extends @Nullable Object> values) {
        if (live != null && values != null) {
            live.paramsAndTags().params(values);
        }
        return this;
    }

    /**
     * A tag. A later value of a key replaces an earlier one.
     *
     * @param key at most 512 characters; what is longer is cut
     * @param value cut after 16,384 characters; secrets in it are redacted
     */
    public Run tag(@Nullable String key, @Nullable String value) {
        return key == null ? this : tags(Collections.singletonMap(key, value));
    }

    /** Tags, as {@link #tag}. */
    public Run tags(@Nullable Map<String, ? extends @Nullable String> values) {
        if (live != null && values != null) {
            live.paramsAndTags().tags(values);
        }
        return this;
    }

    /**
     * The run reads a dataset; its content is hashed off the calling thread.
     *
     * @param name of the dataset, the same for all its versions
     * @param role train, validation, test, or another word
     * @param path file or directory
     */
    public Run dataset(@Nullable String name, @Nullable String role, @Nullable Path path) {
        if (live != null && path != null) {
            live.files().dataset(name, role, path);
        }
        return this;
    }

    /**
     * The run reads a dataset that is elsewhere, such as in an object store. It is recorded by its address; a {@code file:}
     * URI is hashed as a path is.
     *
     * @param name of the dataset, the same for all its versions
     * @param role train, validation, test, or another word
     * @param address credentials and signatures in it are redacted
     */
    public Run dataset(@Nullable String name, @Nullable String role, @Nullable URI address) {
        Path local = Reference.local(address);
        return local != null ? dataset(name, role, local) : say(Reference.dataset(name, role, address));
    }

    /** The run reads a dataset about which the caller knows everything. */
    public Run dataset(@Nullable DatasetUsed dataset) {
        return sayAsTold(dataset);
    }

    /** The run reads something that is elsewhere, as {@link #dataset(String, String, URI)}. */
    public Run input(@Nullable String role, @Nullable URI address) {
        return artifact(ArtifactDirection.INPUT, ArtifactKind.FILE, role, address, null);
    }

    /** The run reads a file or directory; its content is hashed off the calling thread. */
    public Run input(@Nullable Path path) {
        return input(null, path);
    }

    /**
     * As {@link #input(Path)}.
     *
     * @param role what the file serves for in the run, such as init, at most 512 characters
     */
    public Run input(@Nullable String role, @Nullable Path path) {
        return artifact(ArtifactDirection.INPUT, ArtifactKind.FILE, role, path, null);
    }

    /** The run goes on from a checkpoint. */
    public Run inputCheckpoint(@Nullable Path path) {
        return artifact(ArtifactDirection.INPUT, ArtifactKind.CHECKPOINT, null, path, null);
    }

    /** The run wrote a file or directory; its content is hashed off the calling thread. */
    public Run output(@Nullable Path path) {
        return output(null, path);
    }

    /**
     * As {@link #output(Path)}.
     *
     * @param role what the file serves for, such as plot, at most 512 characters
     */
    public Run output(@Nullable String role, @Nullable Path path) {
        return artifact(ArtifactDirection.OUTPUT, ArtifactKind.FILE, role, path, null);
    }

    /** The run wrote something that is elsewhere, as {@link #dataset(String, String, URI)}. */
    public Run output(@Nullable String role, @Nullable URI address) {
        return artifact(ArtifactDirection.OUTPUT, ArtifactKind.FILE, role, address, null);
    }

    /**
     * The run wrote a checkpoint.
     *
     * @param step optimiser step it was written at
     */
    public Run checkpoint(@Nullable Path path, long step) {
        return artifact(ArtifactDirection.OUTPUT, ArtifactKind.CHECKPOINT, null, path, step);
    }

    /** The run wrote its model. */
    public Run model(@Nullable Path path) {
        return artifact(ArtifactDirection.OUTPUT, ArtifactKind.MODEL, null, path, null);
    }

    /**
     * The run read or wrote something that is elsewhere, as {@link #dataset(String, String, URI)}.
     *
     * @param step optimiser step it was written at; null when there is none
     */
    public Run artifact(
            ArtifactDirection direction,
            ArtifactKind kind,
            @Nullable String role,
            @Nullable URI address,
            @Nullable Long step) {
        Path local = Reference.local(address);
        return local != null
                ? artifact(direction, kind, role, local, step)
                : say(Reference.artifact(
                        direction,
                        kind,
                        role,
                        address,
                        step,
                        live == null ? null : live.phases().current()));
    }

    /** The run read or wrote a file about which the caller knows everything. */
    public Run artifact(@Nullable ArtifactLogged artifact) {
        return sayAsTold(artifact);
    }

    /**
     * The run read or wrote a file or directory; its content is hashed off the calling thread.
     *
     * @param step optimiser step it was written at; null when there is none
     */
    public Run artifact(
            ArtifactDirection direction,
            ArtifactKind kind,
            @Nullable String role,
            @Nullable Path path,
            @Nullable Long step) {
        if (live != null && path != null) {
            live.files().artifact(direction, kind, role, path, step);
        }
        return this;
    }

    /**
     * A model was given a name and a version in a registry; its file is hashed off the calling thread.
     *
     * @param name in the registry, the same for all versions
     * @param version as the registry calls it
     */
    public Run register(@Nullable String name, @Nullable String version, @Nullable Path model) {
        if (live != null && model != null) {
            live.files().registration(name, version, model);
        }
        return this;
    }

    /** A model was registered about which the caller knows everything. */
    public Run register(@Nullable ModelRegistered model) {
        return sayAsTold(model);
    }

    /**
     * A model was put into service; its file is hashed off the calling thread. Of several ranks, one says so.
     *
     * @param endpoint where it serves: a name or an address
     * @return id of the deployment, for {@link #retire}
     */
    public String deploy(@Nullable String endpoint, @Nullable Path model) {
        String deployment = Headwater.newRunId();
        if (live != null && model != null) {
            live.files().deployment(endpoint, deployment, model);
        }
        return deployment;
    }

    /** A model was put into service or taken out of it, about which the caller knows everything. */
    public Run deploy(@Nullable DeploymentLogged deployment) {
        return sayAsTold(deployment);
    }

    /**
     * A model was taken out of service; any run may say so.
     *
     * @param endpoint as at {@link #deploy(String, Path)}
     * @param deployment its id
     */
    public Run retire(@Nullable String endpoint, @Nullable String deployment) {
        return endpoint == null || deployment == null
                ? this
                : sayAsTold(DeploymentLogged.newBuilder()
                        .setEndpoint(endpoint)
                        .setDeployment(deployment)
                        .setRetired(true)
                        .build());
    }

    /** Source code that the caller found out about; for runs whose capture is off. */
    public Run source(@Nullable SourceCaptured source) {
        return sayAsTold(source);
    }

    /** An environment that the caller found out about; for runs whose capture is off. */
    public Run environment(@Nullable EnvironmentCaptured environment) {
        return sayAsTold(environment);
    }

    private Run sayAsTold(@Nullable Object payload) {
        if (live != null && payload != null) {
            live.sayAsTold(payload);
        }
        return this;
    }

    private Run say(@Nullable Object payload) {
        if (live != null && payload != null) {
            live.say(payload);
        }
        return this;
    }

    /** Notes that the run has failed; {@link #close()} then ends it as FAILED with this error. */
    public void fail(@Nullable Throwable error) {
        if (live != null) {
            live.fail(error);
        }
    }

    /** Ends the run, now. Does not wait. */
    public void end(@Nullable EndStatus status) {
        end(status, null, null);
    }

    /**
     * Ends the run. Does not wait: the end is written after the digests of all files are known. Calls after it are
     * ignored.
     *
     * @param status null for FINISHED, or FAILED when {@link #fail} was called
     * @param exitCode exit status of the process, where known
     * @param endedAt or null when it ends at this moment
     */
    public void end(@Nullable EndStatus status, @Nullable Integer exitCode, @Nullable Instant endedAt) {
        if (live != null) {
            live.end(status, exitCode, endedAt);
        }
    }

    /**
     * Ends the run as FINISHED, or as FAILED when {@link #fail} was called, unless {@link #end} has already ended it;
     * then waits until Kafka has confirmed everything, at most {@link CollectorOptions#closeWait()} (2 s by default).
     * What was not confirmed by then stays in the journal and is shipped later.
     */
    @Override
    public void close() {
        if (live != null) {
            live.end(null, null, null);
            live.awaitShipped(collector.options().closeWait());
        }
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }
}
