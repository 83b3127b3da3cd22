package dev.headwater.launcher.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code /proc} says about processes. What it does not tell this account is empty. */
final class ProcessTable {

    /** Clock ticks a second, as the kernel shows them to programs on every architecture that Java runs on. */
    private static final long TICKS = 100;

    /**
     * Where a process is in its life.
     *
     * @param state as one letter: Z for one that has ended and was not yet asked for its status
     * @param startTicks when it began, in ticks since the machine did: with the id, what it is known by
     * @param waitStatus what wait() would say; of one that has ended, where this account may know
     */
    record Stat(char state, long startTicks, int waitStatus) {

        boolean ended() {
            return state == 'Z' || state == 'X' || state == 'x';
        }
    }

    private final Path proc;

    /** @param proc the directory {@code /proc} */
    ProcessTable(Path proc) {
        this.proc = proc;
    }

    boolean isThere() {
        return Files.exists(proc.resolve("self"));
    }

    /** Empty when there is no such process. */
    Optional<Stat> stat(long pid) {
        return text(pid, "stat").map(text -> {
            // After the name in parentheses, which may hold anything: state is the third field of all.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).strip().split(" ", -1);
            int status = fields.length > 49 ? Integer.parseInt(fields[49]) : 0;
            return new Stat(fields[0].charAt(0), Long.parseLong(fields[19]), status);
        });
    }

    /** When a process began, to a second: the kernel says no better when the machine did. */
    Instant startedAt(Stat stat) {
        long booted = text(proc.resolve("stat")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("btime "))
                .mapToLong(line -> Long.parseLong(line.substring(6).strip()))
                .findFirst()
                .orElse(Instant.now().getEpochSecond());
        return Instant.ofEpochSecond(booted).plusMillis(stat.startTicks() * 1000 / TICKS);
    }

    /** Empty of a kernel thread. */
    List<String> commandLine(long pid) {
        return words(pid, "cmdline");
    }

    Map<String, String> environment(long pid) {
        Map<String, String> variables = new TreeMap<>();
        for (String word : words(pid, "environ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                variables.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return variables;
    }

    private List<String> words(long pid, String file) {
        return text(pid, file).filter(text -> !text.isEmpty()).stream()
                .flatMap(text -> Arrays.stream(text.split("\0")))
                .toList();
    }

    Optional<Path> workingDirectory(long pid) {
        return link(pid, "cwd");
    }

    /** Name of the account that it belongs to. */
    Optional<String> owner(long pid) {
        try {
            return Optional.of(Files.getOwner(proc.resolve(Long.toString(pid))).getName());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Whether this account may look into it; what everybody may see does not count. */
    boolean mayLookInto(long pid) {
        return link(pid, "cwd").isPresent();
    }

    /** Whether it sees the same files as this process; true where the system does not tell. */
    boolean seesSameFiles(long pid) {
        Optional<Path> own = link(proc.resolve("self/ns/mnt"));
        Optional<Path> other = link(pid, "ns/mnt");
        return own.isEmpty() || other.isEmpty() || own.equals(other);
    }

    /** Files that are mapped into its memory. */
    List<String> mappedFiles(long pid) {
        return text(pid, "maps").stream()
                .flatMap(String::lines)
                .filter(line -> line.indexOf('/') > 0)
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .toList();
    }

    /** Whether it has a handler of its own for a signal of this number, from 1. */
    boolean catches(long pid, int signal) {
        return text(pid, "status").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("SigCgt:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >>> (signal - 1) & 1) == 1);
    }

    private Optional<Path> link(long pid, String file) {
        return link(proc.resolve(Long.toString(pid)).resolve(file));
    }

    private static Optional<Path> link(Path file) {
        try {
            return Optional.of(Files.readSymbolicLink(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> text(long pid, String file) {
        return text(proc.resolve(Long.toString(pid)).resolve(file));
    }

    private static Optional<String> text(Path file) {
        @Nullable String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            text = null;
        }
        return Optional.ofNullable(text);
    }
}
