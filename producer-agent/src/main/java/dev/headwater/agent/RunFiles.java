package dev.headwater.agent;

import dev.headwater.agent.capture.ContentDigest;
import dev.headwater.agent.capture.DigestCache;
import dev.headwater.agent.capture.DigestProbe;
import dev.headwater.agent.capture.Redactor;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import dev.headwater.event.DeploymentLogged;
import dev.headwater.event.ModelRegistered;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a run says of files: that they are there, at once, and what is in them, when that is found out. Any thread. */
final class RunFiles {

    private final LiveRun run;
    private final EventFrames frames;
    private final DigestCache digests;
    private final InstantSource clock;

    RunFiles(LiveRun run, EventFrames frames, DigestCache digests, InstantSource clock) {
        this.run = run;
        this.frames = frames;
        this.digests = digests;
        this.clock = clock;
    }

    void dataset(@Nullable String name, @Nullable String role, Path path) {
        hash(
                path,
                digest -> DatasetUsed.newBuilder()
                        .setName(name == null || name.isEmpty() ? fileName(path) : ParamValue.name(name))
                        .setRole(role == null || role.isEmpty() ? "input" : ParamValue.name(role))
                        .setSha256(digest == null ? null : digest.sha256())
                        .setBytes(digest == null ? null : digest.bytes())
                        .setUnstable(digest != null && digest.unstable())
                        .setUri(uri(path))
                        .setRows(null)
                        .build());
    }

    void artifact(
            ArtifactDirection direction, ArtifactKind kind, @Nullable String role, Path path, @Nullable Long step) {
        String phase = direction == ArtifactDirection.OUTPUT ? run.phases().current() : null;
        hash(
                path,
                digest -> ArtifactLogged.newBuilder()
                        .setDirection(direction)
                        .setKind(kind)
                        .setName(fileName(path))
                        .setRole(role == null ? null : ParamValue.name(role))
                        .setSha256(digest == null ? null : digest.sha256())
                        .setBytes(digest == null ? null : digest.bytes())
                        .setUnstable(digest != null && digest.unstable())
                        .setUri(uri(path))
                        .setStep(step)
                        .setPhase(phase)
                        .build());
    }

    void registration(@Nullable String name, @Nullable String version, Path path) {
        hash(
                path,
                digest -> ModelRegistered.newBuilder()
                        .setName(name == null || name.isEmpty() ? fileName(path) : ParamValue.name(name))
                        .setVersion(version == null || version.isEmpty() ? "unknown" : ParamValue.name(version))
                        .setAliases(List.of())
                        .setSha256(digest == null ? null : digest.sha256())
                        .setBytes(digest == null ? null : digest.bytes())
                        .setUnstable(digest != null && digest.unstable())
                        .setUri(uri(path))
                        .build());
    }

    void deployment(@Nullable String endpoint, String deployment, Path path) {
        hash(
                path,
                digest -> DeploymentLogged.newBuilder()
                        .setEndpoint(endpoint == null || endpoint.isEmpty() ? "unknown" : ParamValue.name(endpoint))
                        .setDeployment(deployment)
                        .setSha256(digest == null ? null : digest.sha256())
                        .setBytes(digest == null ? null : digest.bytes())
                        .setUnstable(digest != null && digest.unstable())
                        .setUri(uri(path))
                        .build());
    }

    /**
     * Has a file hashed, and then said. That it will be is in the journal when this returns: should this process die first,
     * whoever ships the journal does it. A path that holds a secret is not written down; such a file is then not hashed.
     */
    private void hash(Path path, Function<ContentDigest.@Nullable Result, Object> event) {
        if (run.tooLate()) {
            return;
        }
        try {
            pend(path, event);
        } catch (RuntimeException e) {
            run.warn("a file that cannot even be named is ignored", e);
        }
    }

    private void pend(Path path, Function<ContentDigest.@Nullable Result, Object> event) {
        Instant now = clock.instant();
        NamedFile file = NamedFile.of(path);
        String place = file.path().toString();
        byte[] unread = frames.frame(run.journal().identity(), now, event.apply(null));
        int pending = run.journal()
                .pend(unread, Redactor.text(place).equals(place) ? place : "", file.size(), file.modified());
        run.probe(new DigestProbe(path, digests, digest -> run.write(now, event.apply(digest), pending)));
    }

    private static String fileName(Path path) {
        Path name = path.getFileName();
        return Redactor.text(name == null ? path.toString() : name.toString());
    }

    private static String uri(Path path) {
        return Redactor.text(path.toAbsolutePath().normalize().toUri().toString());
    }
}
