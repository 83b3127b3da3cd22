package dev.headwater.launcher.attach;

import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.attach.ProcessTable.Stat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that runs and may be recorded. It is known by its id and its start: the id alone is given to others later. */
final class Target {

    private static final Pattern JOURNAL = Pattern.compile(".*/journal/([^/]+)/\\d+/[^/]+/[a-z]+-\\d+\\.seg.*");

    private final ProcessTable table;
    private final long pid;
    private final Stat first;
    private volatile OptionalInt waitStatus = OptionalInt.empty();

    private Target(ProcessTable table, long pid, Stat first) {
        this.table = table;
        this.pid = pid;
        this.first = first;
    }

    /** @throws CommandFailure when there is no such process, or it may not be looked into */
    static Target find(ProcessTable table, long pid, long ownPid) {
        if (!table.isThere()) {
            throw new CommandFailure("attach needs /proc, which this system does not have: start the command with"
                    + " `headwater run -- COMMAND` instead");
        }
        Stat stat = table.stat(pid)
                .orElseThrow(
                        () -> new CommandFailure("there is no process " + pid + " (see it with: ps -p " + pid + ")"));
        if (stat.ended()) {
            throw new CommandFailure("process " + pid + " has already ended");
        }
        if (pid == ownPid) {
            throw new CommandFailure("process " + pid + " is this command itself");
        }
        if (!table.mayLookInto(pid)) {
            String owner = table.owner(pid).orElse("another account");
            throw new CommandFailure("process " + pid + " belongs to " + owner
                    + ", and only that account or root may look" + " into it: run this command as " + owner);
        }
        if (table.commandLine(pid).isEmpty()) {
            throw new CommandFailure("process " + pid + " is a thread of the kernel, not a program");
        }
        return new Target(table, pid, stat);
    }

    long pid() {
        return pid;
    }

    Instant startedAt() {
        return table.startedAt(first);
    }

    List<String> commandLine() {
        return table.commandLine(pid);
    }

    Map<String, String> environment() {
        return table.environment(pid);
    }

    Optional<Path> workingDirectory() {
        return table.workingDirectory(pid);
    }

    Optional<String> owner() {
        return table.owner(pid);
    }

    /** False when it runs in a container, and this command does not, or in another one. */
    boolean seesOurFiles() {
        return table.seesSameFiles(pid);
    }

    boolean isJvm() {
        return table.mappedFiles(pid).stream().anyMatch(file -> file.endsWith("/libjvm.so"));
    }

    /** Whether it would die of the signal by which a JVM is asked to listen. */
    boolean diesOfQuit() {
        return !table.catches(pid, 3);
    }

    /** The run that an agent inside of it records. */
    Optional<String> recordedAs() {
        return table.mappedFiles(pid).stream()
                .map(JOURNAL::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** Whether it runs still; looks. */
    boolean isAlive() {
        Optional<Stat> now = table.stat(pid).filter(stat -> stat.startTicks() == first.startTicks());
        if (now.isPresent() && now.get().ended()) {
            waitStatus = OptionalInt.of(now.get().waitStatus());
        }
        return now.isPresent() && !now.get().ended();
    }

    /**
     * Exit status, 128 + n for signal n. Only its parent is told for sure; others see it between its end and the moment
     * when the parent asks. Empty when that was missed.
     */
    OptionalInt exitStatus() {
        OptionalInt status = waitStatus;
        if (status.isEmpty()) {
            return status;
        }
        int signal = status.getAsInt() & 0x7f;
        return OptionalInt.of(signal == 0 ? status.getAsInt() >> 8 & 0xff : 128 + signal);
    }
}
