package dev.headwater.agent.hardware;

import java.io.File;

/** One process of a tree, and what it and the children it has waited for have used so far. One thread. */
final class Member {

    private static final byte[] READ = KernelFile.word("read_bytes:");
    private static final byte[] WRITTEN = KernelFile.word("write_bytes:");

    private final int pid;
    private final File stat;
    private final File io;
    private final File descriptors;
    private long begunAt = -1;
    private int parent;
    private long ownTicks;
    private long ticks;
    private long read;
    private long written;
    private long residentPages;
    private long threads;
    private boolean ioDenied;
    private boolean ioDue = true;
    private long openFiles = -1;
    private boolean gone;

    // What it has used since the sample before, with all that it took over from children it waited for.
    private long ownTicksMore;
    private long ticksMore;
    private long readMore;
    private long writtenMore;

    // What of that had been counted before, while those children lived; and how much of it since the last look.
    private long ticksCounted;
    private long readCounted;
    private long writtenCounted;
    private long ticksInherited;
    private long readInherited;
    private long writtenInherited;

    Member(File proc, int pid) {
        this.pid = pid;
        File directory = new File(proc, Integer.toString(pid));
        this.stat = new File(directory, "stat");
        this.io = new File(directory, "io");
        this.descriptors = new File(directory, "fd");
    }

    int pid() {
        return pid;
    }

    boolean gone() {
        return gone;
    }

    int parent() {
        return parent;
    }

    /** Reads what it has used by now; false when it is gone. */
    boolean look(KernelFile text) {
        gone = !lookAtStat(text);
        if (!gone) {
            lookAtIo(text);
        }
        return !gone;
    }

    private boolean lookAtStat(KernelFile text) {
        // PID (NAME) STATE PARENT ...; a name may have blanks and brackets in it.
        if (!text.read(stat) || !text.skipToLast(')')) {
            return false;
        }
        text.skipWords(1);
        int parentNow = (int) text.number();
        text.skipWords(9);
        long own = text.number() + text.number();
        long withChildren = own + text.number() + text.number();
        text.skipWords(2);
        long threadsNow = text.number();
        text.skipWords(1);
        long begun = text.number();
        if (begunAt >= 0 && begun != begunAt) {
            // Another process has its number now.
            return false;
        }
        begunAt = begun;
        parent = parentNow;
        threads = Math.max(0, threadsNow);
        text.skipWords(1);
        residentPages = Math.max(0, text.number());
        long ticksLeft = ticksCounted - (ticksMore - ownTicksMore);
        ownTicksMore = Math.max(0, own - ownTicks);
        ticksMore = Math.max(0, withChildren - ticks);
        ownTicks = own;
        ticks = withChildren;
        // A child may have ended between the look at this process and the look at it: then it comes with the next.
        ticksCounted = Math.max(0, Math.min(ticksInherited, ticksLeft));
        ticksInherited = 0;
        return true;
    }

    private void lookAtIo(KernelFile text) {
        readCounted = Math.max(0, Math.min(readInherited, readCounted - readMore));
        writtenCounted = Math.max(0, Math.min(writtenInherited, writtenCounted - writtenMore));
        readInherited = 0;
        writtenInherited = 0;
        readMore = 0;
        writtenMore = 0;
        // Who has not run since has moved nothing, or so little that it can come with the next sample.
        if (ticksMore == 0 && !ioDue) {
            return;
        }
        ioDue = false;
        openFiles = -1;
        if (ioDenied) {
            return;
        }
        boolean more = text.read(io);
        ioDenied = !more;
        while (more) {
            if (text.skip(READ)) {
                long now = text.number();
                readMore = Math.max(0, now - read);
                read = now;
            } else if (text.skip(WRITTEN)) {
                long now = text.number();
                writtenMore = Math.max(0, now - written);
                written = now;
            }
            more = text.nextLine();
        }
    }

    /** A child of it is gone: what the child had used, it has taken over, if it waited for the child. */
    void inherit(Member child) {
        ioDue = true;
        ticksInherited += child.ticks;
        ticksCounted += child.ticks;
        readInherited += child.read;
        readCounted += child.read;
        writtenInherited += child.written;
        writtenCounted += child.written;
    }

    long ticksUsed() {
        return Math.max(ownTicksMore, ticksMore - ticksCounted);
    }

    long bytesRead() {
        return Math.max(0, readMore - readCounted);
    }

    long bytesWritten() {
        return Math.max(0, writtenMore - writtenCounted);
    }

    long residentPages() {
        return residentPages;
    }

    long threads() {
        return threads;
    }

    /** Files it has open; 0 where that may not be known. */
    long openFiles() {
        if (openFiles < 0) {
            openFiles = countOpenFiles();
        }
        return openFiles;
    }

    private long countOpenFiles() {
        // Since Linux 6.2 the directory's size is the count; before, it is 0 and the entries must be listed.
        long count = descriptors.length();
        if (count > 0) {
            return count;
        }
        String[] names = descriptors.list();
        return names == null ? 0 : names.length;
    }
}
