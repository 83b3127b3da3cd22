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

/**
 * The one thread of a collector: the duties of its runs, orphans, and shipping, in turns. Only the ends of runs are written
 * by whoever closes the collector, should the thread be held up by a broker that is away.
 */
final class CollectorLoop {

    private static final Logger LOG = new LateLogger();
    /** Whoever fills half a segment wakes the thread; until then it looks this often, and each look costs. */
    private static final long REST_NANOS = 100_000_000L;

    private static final long ROOM_NANOS = 1_000_000L;
    /** With the times to write ends and to stop the thread: the two seconds that a guest may take at the end. */
    private static final Duration LONGEST_HOOK = Duration.ofMillis(1_200);

    private static final long STOP_IN_HOOK_MILLIS = 500;
    private static final long STOP_MILLIS = 2_000;
    /** How long {@link #close()} lets probes go on, however short its wait for Kafka is. */
    private static final Duration PROBES = Duration.ofSeconds(1);

    private final CollectorOptions options;
    private final Shipper shipper;
    private final OrphanQueue orphans;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final Failures failures = new Failures();
    private final Duties duties = new Duties(failures);
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
        loop.thread.start();
        try {
            Runtime.getRuntime().addShutdownHook(loop.hook);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the process is already ending");
        }
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
        Thread caller = Thread.currentThread();
        // An interrupted thread would not wait at all, but spin.
        if (options.whenFull() == WhenFull.THIN || closing || caller == thread || caller.isInterrupted()) {
            return false;
        }
        wake();
        LockSupport.parkNanos(ROOM_NANOS);
        return !closing;
    }

    /** Whether no run can be served any more. */
    boolean closing() {
        return closing;
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
            } catch (Throwable e) {
                // A guest does not die of one bad round, of no memory either, nor does it fill the log with many.
                failures.say(e);
                LockSupport.parkNanos(REST_NANOS * 10);
            }
            if (work == 0 && requests.isEmpty()) {
                LockSupport.parkNanos(REST_NANOS);
            }
        }
        try {
            serveRequests();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "a request came too late", e);
        }
        duties.writeEnds();
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
            try {
                work += orphans.doWork();
            } catch (RuntimeException | Error e) {
                failures.say(e);
            }
        }
        work += duties.doWork(nowNanos, closing && nowNanos - abandonAt >= 0);
        return work + shipper.doWork(nowNanos);
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
        duties.writeEnds();
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
}
