package dev.headwater.agent.journal;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of boots: process id, start of the process, and something random. */
public final class BootId {

    private static final String PROCESS = processPrefix();

    private BootId() {}

    /** A fresh one for this process. */
    public static String fresh() {
        return PROCESS + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    }

    static boolean ofThisProcess(String bootId) {
        return bootId.startsWith(PROCESS);
    }

    private static String processPrefix() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return self.pid() + "-" + Long.toString(started, 36) + "-";
    }
}
