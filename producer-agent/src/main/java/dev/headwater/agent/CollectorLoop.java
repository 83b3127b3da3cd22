package dev.headwater.agent;

import dev.headwater.agent.hardware.Sampling;
import dev.headwater.agent.logging.LateLogger;
import dev.headwater.agent.ship.KafkaOutlet;
import dev.headwater.agent.ship.Shipper;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.SchemaSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread of a collector: the duties of its runs, orphans, and shipping, in turns. Only the ends of runs are written
 * by whoever closes the collector, should the thread be held up by a broker that is away.
 */
final class CollectorLoop {

    private static final Logger LOG = new LateLogger();
    /** Whoever fills half a segment wakes the thread; until then it looks this often, and each look costs. */
    private static final long REST_NANOS = 50_000_000L;

    private static final long ROOM_NANOS = 1_000_000L;
    /** With the times to write ends and to stop the thread: the two seconds that a guest may take at the end. */
    private static final Duration LONGEST_HOOK = Duration.ofMillis(1_200);

    private static final long STOP_IN_HOOK_MILLIS = 500;
    private static final long STOP_MILLIS = 2_000;
    /** How long {@link #close()} lets probes go on, however short its wait for Kafka is. */
    private static final Duration PROBES = Duration.ofSeconds(1);

    private static final long WRITE_ENDS_NANOS = 300_000_000L;

    private final CollectorOptions options;
    private final OneWarning warning = new OneWarning();
    private final Shipper shipper;
    private final OrphanQueue orphans;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final ReentrantLock onDuty = new ReentrantLock();
    /** Worked on by whoever holds {@link #onDuty}. */
    private final Queue<RunDuty> duties = new ConcurrentLinkedQueue<>();

    private final Queue<LiveRun> open = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final Thread hook;
    private boolean shippingOrphans;
    private volatile boolean closing;
    private volatile boolean stopping;
    private volatile long abandonAt;

    private CollectorLoop(CollectorOptions options, BundledSchemas bundled) {
        this.options = options;
        KafkaAddress address = new KafkaAddress(options.bootstrap(), options.home());
        String client = options.name() + "-" + ProcessHandle.current().pid();
        this.shipper = new Shipper(
                () -> address.bootstrap()
                        .map(bootstrap -> new KafkaOutlet(bootstrap, client, options.kafkaProperties())),
                options.registryUrl().isEmpty() ? bundled : SchemaSource.of(options.registryUrl()),
                bundled);
        this.orphans = new OrphanQueue(options.journalRoot(), shipper, new EventFrames(bundled));
        this.shippingOrphans = options.shipOrphans();
        this.thread = new Thread(this::run, "headwater-shipper");
        this.hook = new Thread(this::atExit, "headwater-exit");
    }

    static CollectorLoop start(CollectorOptions options, BundledSchemas bundled) {
        CollectorLoop loop = new CollectorLoop(options, bundled);
        loop.thread.setDaemon(true);
        // Kafka looks classes up through it; the trainer's loader knows nothing of ours.
        loop.thread.setContextClassLoader(CollectorLoop.class.getClassLoader());
        try {
            Runtime.getRuntime().addShutdownHook(loop.hook);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the process is already ending");
        }
        loop.thread.start();
        return loop;
    }

    void add(LiveRun run, Sampling sampling, long heartbeatMillis) {
        open.add(run);
        duties.add(new RunDuty(run, sampling, heartbeatMillis, System.nanoTime()));
        request(() -> shipper.add(run.journal(), () -> gone(run), why -> {
            LOG.log(
                    Level.WARNING,
                    "Headwater cannot read the journal of run {0} any more ({1}): what was not shipped of it is lost.",
                    run.journal().identity().runId(),
                    why);
            gone(run);
        }));
    }

    private void gone(LiveRun run) {
        open.remove(run);
        run.shipped().complete(null);
    }

    private void request(Runnable request) {
        requests.add(request);
        wake();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Waits a moment for room in the journal; false when none can be waited for. */
    boolean awaitRoom() {
        if (options.whenFull() == WhenFull.THIN || closing || Thread.currentThread() == thread) {
            return false;
        }
        wake();
        LockSupport.parkNanos(ROOM_NANOS);
        return !closing;
    }

    boolean drain(Duration atMost) {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        request(() -> {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (LiveRun run : open) {
                if (run.ending() != null) {
                    all.add(run.shipped());
                }
            }
            CompletableFuture<Void> reached = new CompletableFuture<>();
            all.add(reached);
            shipper.drain(() -> reached.complete(null));
            whenAll(all, drained);
        });
        return await(drained, atMost);
    }

    Orphans.Shipped shipOrphans(Duration atMost) {
        request(() -> shippingOrphans = true);
        await(orphans.allShipped(), atMost);
        return orphans.count();
    }

    private static void whenAll(List<CompletableFuture<Void>> all, CompletableFuture<Void> then) {
        CompletableFuture<Void> told = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .whenComplete((nothing, error) -> then.complete(null));
        if (told.isDone()) {
            then.complete(null);
        }
    }

    private static boolean await(CompletableFuture<Void> future, Duration atMost) {
        try {
            future.get(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void run() {
        while (!stopping) {
            int work = 0;
            try {
                work = doWork(System.nanoTime());
            } catch (RuntimeException | LinkageError | InternalError e) {
                // A guest does not die of one bad round, nor fill the log with many.
                LOG.log(Level.WARNING, "Headwater could not do its work and tries again", e);
                LockSupport.parkNanos(REST_NANOS * 20);
            }
            if (work == 0 && requests.isEmpty()) {
                LockSupport.parkNanos(REST_NANOS);
            }
        }
        try {
            serveRequests();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a request came too late", e);
        }
        writeEnds();
        shipper.close();
    }

    private int serveRequests() {
        int served = 0;
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
            served++;
        }
        return served;
    }

    private int doWork(long nowNanos) {
        int work = serveRequests();
        if (shippingOrphans) {
            work += orphans.doWork();
        }
        boolean urgent = closing && nowNanos - abandonAt >= 0;
        onDuty.lock();
        try {
            for (RunDuty duty : duties) {
                work += doWork(duty, nowNanos, urgent);
            }
            duties.removeIf(RunDuty::done);
        } finally {
            onDuty.unlock();
        }
        return work + shipper.doWork(nowNanos);
    }

    /** One bad duty stops neither the others nor the shipper; it is tried again. */
    private int doWork(RunDuty duty, long nowNanos, boolean urgent) {
        try {
            return duty.doWork(nowNanos, urgent);
        } catch (RuntimeException | LinkageError | InternalError e) {
            String runId = duty.run().journal().identity().runId();
            warning.warn("could not do some of its work for a run and tries again", runId + ": " + e);
            return 0;
        }
    }

    private void atExit() {
        Duration wait = options.closeWait().compareTo(LONGEST_HOOK) < 0 ? options.closeWait() : LONGEST_HOOK;
        stop(ExitCause.ofThisProcess(), wait, Duration.ZERO, STOP_IN_HOOK_MILLIS);
    }

    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook does the same.
            return;
        }
        stop(RunEnd.notClosed(), options.closeWait(), PROBES, STOP_MILLIS);
    }

    /**
     * @param atMost how long to wait for Kafka; probes are abandoned after half of it, but not before {@code probes}
     * @param stopMillis how long to wait for the thread after that
     */
    private void stop(RunEnd end, Duration atMost, Duration probes, long stopMillis) {
        if (closing) {
            return;
        }
        long begun = System.nanoTime();
        abandonAt = begun + Math.max(atMost.toNanos() / 2, probes.toNanos());
        closing = true;
        open.forEach(run -> run.endUnclosed(end));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        request(() -> whenAll(open.stream().map(LiveRun::shipped).toList(), ended));
        await(ended, atMost);
        CompletableFuture<Void> written = new CompletableFuture<>();
        whenAll(open.stream().map(LiveRun::endWritten).toList(), written);
        await(written, Duration.ofNanos(abandonAt - System.nanoTime()));
        // Whoever was interrupted waits no longer, but what its runs said is still written down.
        boolean interrupted = Thread.interrupted();
        writeEnds();
        stopping = true;
        wake();
        try {
            thread.join(stopMillis);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Has all runs that ended say so in the journal, without a look at what else they wait for: whoever ships it later, it
     * is complete. The thread of this loop may be held up just now by a connection or a name that is looked up.
     */
    private void writeEnds() {
        long until = System.nanoTime() + WRITE_ENDS_NANOS;
        boolean mine = false;
        try {
            mine = onDuty.tryLock(WRITE_ENDS_NANOS, TimeUnit.NANOSECONDS);
            while (mine && !duties.isEmpty()) {
                duties.forEach(CollectorLoop::finish);
                duties.removeIf(RunDuty::done);
                if (System.nanoTime() - until >= 0) {
                    break;
                }
                if (!duties.isEmpty()) {
                    // Some thread is in the middle of its last log call.
                    LockSupport.parkNanos(ROOM_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (mine) {
                onDuty.unlock();
            }
        }
    }

    private static void finish(RunDuty duty) {
        try {
            duty.doWork(System.nanoTime(), true);
        } catch (RuntimeException | LinkageError | InternalError e) {
            LOG.log(Level.WARNING, "Headwater could not write the end of a run", e);
        }
    }
}
