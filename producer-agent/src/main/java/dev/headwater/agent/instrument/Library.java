package dev.headwater.agent.instrument;

import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Name and version of the library that a class came with. */
final class Library {

    private Library() {}

    /** The name of its jar, which says the version as Maven writes it. */
    static String of(@Nullable ProtectionDomain domain) {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "a library of unknown version";
        }
        String location = source.getLocation().getPath();
        Path file = Path.of(location.replaceAll("[!/]+$", "")).getFileName();
        return file == null ? location : file.toString();
    }
}
