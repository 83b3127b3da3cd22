package dev.headwater.embedded;

import java.nio.file.Path;
import java.time.Duration;

/** A server that runs as a child process, with its data in a home folder of its own. */
public sealed interface EmbeddedServer extends AutoCloseable permits EmbeddedKafka, EmbeddedNeo4j {
    ChildProcess process();

    /** The loopback port on which clients find it. */
    int port();

    /**
     * Waits until clients can use it.
     *
     * @throws EmbeddedException if it ends or the time runs out before; the message carries the last lines of its log
     */
    void awaitReady(Duration timeout);

    default long pid() {
        return process().pid();
    }

    default Path log() {
        return process().log();
    }

    default boolean isAlive() {
        return process().isAlive();
    }

    /** Ends it in good order. */
    @Override
    default void close() {
        process().close();
    }

    /** Ends it as a power cut would. */
    default void kill() {
        process().kill();
    }
}
