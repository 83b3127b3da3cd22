package dev.headwater.testkit;

import dev.headwater.embedded.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server as an attached child process, with its home in the module's {@code target} folder. */
final class EmbeddedBackend implements Backend {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Function<Path, EmbeddedServer> starter;
    private @Nullable EmbeddedServer server;

    /** @param starter starts the server in the home that it is given */
    EmbeddedBackend(String name, Function<Path, EmbeddedServer> starter) {
        this.starter = starter;
        try {
            Path target = Path.of("target").toAbsolutePath();
            this.home = Files.isDirectory(target)
                    ? Files.createTempDirectory(target, "testkit-" + name + "-")
                    : Files.createTempDirectory("headwater-testkit-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a home for " + name, e);
        }
    }

    @Override
    public void start() {
        EmbeddedServer started = starter.apply(home);
        server = started;
        started.awaitReady(PATIENCE);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public void kill() {
        if (server != null) {
            server.kill();
        }
    }

    @Override
    public void close() {
        // Nobody needs the data any more: no time for an orderly end.
        kill();
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + home, e);
        }
    }
}
