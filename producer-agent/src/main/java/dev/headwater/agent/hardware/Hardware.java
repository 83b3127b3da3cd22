package dev.headwater.agent.hardware;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The hardware as a collector sees it: makes the {@link Sampling} of each of its runs, which share one budget. */
public final class Hardware {

    /** Where things are on this machine. */
    public record Places(Path proc, Path sys, Path home, String path) {

        /**
         * @param home directory that all processes of this host which take part in a run share
         * @param path directories of programs, as {@code PATH} says it
         */
        public static Places usual(Path home, String path) {
            return new Places(Path.of("/proc"), Path.of("/sys"), home, path);
        }
    }

    /**
     * One process's part in a run.
     *
     * @param pid process whose tree is sampled
     * @param joined another process, likely on this host, began the run and samples the tree that this one is part of
     * @param localRank number of this process among those of the run on this host, from 0; the rank where it is not known
     */
    public record Part(String runId, int rank, int localRank, boolean joined, long pid) {}

    /** How long one that joined waits, so that who began the run is the one that samples the tree of processes. */
    private static final long JOINED_WAITS = 3_000_000_000L;

    private static final int LONGEST_NAME = 120;

    private final Places places;
    private final Pace pace;
    private final Gpus gpus;
    private final String kernel;
    private final LongSupplier processorNanos;

    /**
     * @param intervalNanos nanoseconds between two samples, where the budget allows
     * @param budget share of one processor that sampling may use, such as 0.005
     */
    public Hardware(Places places, long intervalNanos, double budget) {
        this.places = places;
        this.pace = new Pace(intervalNanos, budget, System.nanoTime());
        this.gpus = new Gpus(places.proc(), places.path(), pace);
        // The same in all containers of a machine, and another one on each machine that shares the home.
        String boot = new KernelFile()
                .text(places.proc().resolve("sys/kernel/random/boot_id").toFile());
        this.kernel = boot.isEmpty() ? "host" : boot;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean measured = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        this.processorNanos =
                () -> (measured ? threads.getCurrentThreadCpuTime() : System.nanoTime()) + gpus.processorNanos();
    }

    /** The samples of a run. */
    public Sampling of(Part part) {
        long now = System.nanoTime();
        String run = fileName(part.runId()) + "." + kernel;
        KernelFile text = new KernelFile();
        List<Sampler> host = new ArrayList<>();
        host.add(new ProcessorSampler(places.proc(), text));
        host.add(new MemorySampler(places.proc(), text));
        host.add(new DiskSampler(places.proc(), places.sys(), text));
        host.add(new NetworkSampler(places.proc(), places.sys(), text));
        host.add(new RaplSampler(places.sys(), text));
        host.add(new SharedGpus(gpus, pace));
        List<Sampling.Part> parts = new ArrayList<>();
        parts.add(new Sampling.Part(lock(run + ".lock", part.localRank() == 0), now, host));
        String suffix = part.rank() == 0 ? "" : "." + part.rank();
        Sampler process = new ProcessSampler(
                places.proc(), part.pid(), Runtime.getRuntime().availableProcessors(), "process" + suffix);
        parts.add(new Sampling.Part(
                lock(run + "." + part.rank() + ".lock", !part.joined()),
                part.joined() ? now + JOINED_WAITS : now,
                List.of(process)));
        if (part.pid() == ProcessHandle.current().pid()) {
            HostLock jvm = lock(run + "." + part.rank() + ".jvm.lock", true);
            parts.add(new Sampling.Part(jvm, now, List.of(new JvmSampler("jvm" + suffix))));
        }
        return new Sampling(parts, pace, processorNanos, now);
    }

    private HostLock lock(String name, boolean otherwise) {
        return new HostLock(places.home().resolve("hosts").resolve(name), otherwise);
    }

    /** A run id as a file name: letters, digits, hyphen and underscore stay. */
    private static String fileName(String runId) {
        StringBuilder name = new StringBuilder();
        runId.codePoints()
                .forEach(c -> name.append(
                        c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_')
                                ? Character.toString(c)
                                : "%" + Integer.toHexString(c)));
        return name.length() <= LONGEST_NAME
                ? name.toString()
                : name.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(runId.hashCode());
    }
}
