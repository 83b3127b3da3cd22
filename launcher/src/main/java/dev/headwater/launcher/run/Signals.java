package dev.headwater.launcher.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Passes signals on to a child process. A terminal sends Ctrl-C to all processes of its foreground group, so that the
 * child has it already; then it is not passed on a second time.
 */
final class Signals {

    private static final List<String> PASSED_ON = List.of("TERM", "INT", "HUP", "USR1", "USR2");

    private final boolean atTerminal = inForeground();
    private final CompletableFuture<Process> child = new CompletableFuture<>();

    private Signals() {}

    /** From now on, signals to this process are kept for the child. Those that the JVM keeps for itself are left alone. */
    static Signals take() {
        Signals signals = new Signals();
        for (String name : PASSED_ON) {
            try {
                Signal.handle(new Signal(name), signals::handle);
            } catch (IllegalArgumentException e) {
                // The JVM or the system has this signal for itself.
            }
        }
        return signals;
    }

    /** Passes on what came and what will come. */
    void passTo(Process started) {
        child.complete(started);
    }

    private void handle(Signal signal) {
        child.thenAccept(started -> {
            if (!started.isAlive()) {
                // Only the record is left to be sent; it waits in the journal.
                System.exit(128 + signal.getNumber());
            } else if (!(atTerminal && signal.getName().equals("INT"))) {
                send(signal.getName(), started.pid());
            }
        });
    }

    private static void send(String name, long pid) {
        try {
            // The shell has kill built in; the program kill is not everywhere.
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            System.err.println("headwater: cannot pass signal " + name + " on: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this process belongs to the foreground group of a terminal; false where the system does not tell. */
    private static boolean inForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            // After the name in parentheses: state, parent, group, session, terminal, foreground group.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[2].equals(fields[5]);
        } catch (IOException e) {
            return false;
        }
    }
}
