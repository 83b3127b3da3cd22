package dev.headwater.agent.journal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on files by a thread of the trainer, which may have been interrupted: a channel closes itself under such a thread,
 * and that would look like a disk that fails. The interrupt is put off until the work is done.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    @FunctionalInterface
    interface FileWork<T> {

        /** Begun anew when an interrupt comes in the middle. */
        T run() throws IOException;
    }

    static <T> T run(FileWork<T> work) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    // The flag is set: it is noted at the next attempt.
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
