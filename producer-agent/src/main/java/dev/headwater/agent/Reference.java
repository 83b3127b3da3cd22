package dev.headwater.agent;

import dev.headwater.agent.capture.Redactor;
import dev.headwater.event.ArtifactDirection;
import dev.headwater.event.ArtifactKind;
import dev.headwater.event.ArtifactLogged;
import dev.headwater.event.DatasetUsed;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is said of something that is not on this machine: where it is, and not what is in it. */
final class Reference {

    private Reference() {}

    /** The path of a {@code file:} URI; null for any other. */
    static @Nullable Path local(@Nullable URI address) {
        try {
            return address != null && "file".equalsIgnoreCase(address.getScheme()) ? Path.of(address) : null;
        } catch (RuntimeException e) {
            // Such as file://other-host/share: a reference like any other.
            return null;
        }
    }

    static @Nullable DatasetUsed dataset(@Nullable String name, @Nullable String role, @Nullable URI address) {
        return address == null
                ? null
                : DatasetUsed.newBuilder()
                        .setName(name == null || name.isEmpty() ? lastWord(address) : ParamValue.name(name))
                        .setRole(role == null || role.isEmpty() ? "input" : ParamValue.name(role))
                        .setSha256(null)
                        .setBytes(null)
                        .setUri(Redactor.uri(address.toString()))
                        .setRows(null)
                        .build();
    }

    static @Nullable ArtifactLogged artifact(
            ArtifactDirection direction,
            ArtifactKind kind,
            @Nullable String role,
            @Nullable URI address,
            @Nullable Long step,
            @Nullable String phase) {
        return address == null
                ? null
                : ArtifactLogged.newBuilder()
                        .setDirection(direction)
                        .setKind(kind)
                        .setName(lastWord(address))
                        .setRole(role == null ? null : ParamValue.name(role))
                        .setSha256(null)
                        .setBytes(null)
                        .setUri(Redactor.uri(address.toString()))
                        .setStep(step)
                        .setPhase(direction == ArtifactDirection.OUTPUT ? phase : null)
                        .build();
    }

    /** Last segment of the path, else the whole address: s3://bucket/a/b/ has the name b. */
    private static String lastWord(URI address) {
        String path = address.getPath() == null ? "" : address.getPath().replaceAll("/+$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        return ParamValue.name(last.isEmpty() ? address.toString() : last);
    }
}
