package dev.headwater.agent.hardware;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Processes as Linux accounts for them: who is waited for leaves all it used to its parent. */
final class FakeProcesses {

    private static final class Process {
        private final int pid;
        private int parent;
        private long own;
        private long children;
        private long io;
        private boolean shown;

        private Process(int pid, int parent) {
            this.pid = pid;
            this.parent = parent;
        }
    }

    private final FakeFiles proc;
    private final Map<Integer, Process> alive = new TreeMap<>();
    private int lastPid;
    private long used;
    private long moved;

    FakeProcesses(Path proc) {
        this.proc = new FakeFiles(proc);
        fork(0);
    }

    /** A new process of the parent; 0 for a first one, which nobody here descends from. */
    int fork(int parent) {
        lastPid++;
        return appear(lastPid, parent);
    }

    int appear(int pid, int parent) {
        alive.put(pid, new Process(pid, parent));
        return pid;
    }

    void burn(int pid, long ticks, long bytes) {
        Process process = Objects.requireNonNull(alive.get(pid));
        process.own += ticks;
        process.io += bytes;
        process.shown = false;
        used += ticks;
        moved += bytes;
    }

    /** @param waited whether its parent asks for its exit status, and so takes over what it used */
    void exit(int pid, boolean waited) {
        Process gone = Objects.requireNonNull(alive.remove(pid));
        Process parent = alive.get(gone.parent);
        if (waited && parent != null) {
            parent.children += gone.own + gone.children;
            parent.io += gone.io;
            parent.shown = false;
        }
        alive.values().stream().filter(child -> child.parent == pid).forEach(child -> {
            child.parent = 1;
            child.shown = false;
        });
        proc.delete(pid + "/stat");
        proc.delete(pid + "/io");
        proc.delete(Integer.toString(pid));
    }

    boolean hasChildren(int pid) {
        return alive.values().stream().anyMatch(process -> process.parent == pid);
    }

    List<Integer> pids() {
        return new ArrayList<>(alive.keySet());
    }

    /** Ticks that all processes together have used. */
    long used() {
        return used;
    }

    /** Bytes that all processes together have read. */
    long moved() {
        return moved;
    }

    /** Writes down which process number was handed out last. */
    void showLoad() {
        proc.write("loadavg", "1.00 1.00 1.00 1/1 " + lastPid + "\n");
    }

    /** Writes the files as they are now. */
    FakeProcesses show() {
        showLoad();
        for (Process process : alive.values()) {
            if (process.shown) {
                continue;
            }
            process.shown = true;
            String before = process.pid + " (a) b) S " + process.parent + " 1 1 0 -1 4194304 0 0 0 0 ";
            String times = process.own + " 0 " + process.children + " 0 20 0 3 0 ";
            proc.write(process.pid + "/stat", before + times + (1000 + process.pid) + " 9999 10 0\n");
            proc.write(process.pid + "/io", "rchar: 5\nread_bytes: " + process.io + "\nwrite_bytes: 0\n");
        }
        return this;
    }
}
