package dev.headwater.agent;

import dev.headwater.agent.hardware.Sampler;
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

/** The one thread of a collector: the duties of its runs, orphans, and shipping, in turns. */
final class CollectorLoop {

    private static final Logger LOG = System.getLogger("dev.headwater.agent");
    private static final long REST_NANOS = 20_000_000L;
    private static final long ROOM_NANOS = 1_000_000L;
    /** With the time to stop the thread it stays under the two seconds that a guest may take at the end. */
    private static final Duration LONGEST_HOOK = Duration.ofMillis(1_400);

    private static final long STOP_MILLIS = 500;

    private final CollectorOptions options;
    private final Shipper shipper;
    private final OrphanQueue orphans;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final List<RunDuty> duties = new ArrayList<>();
    private final List<LiveRun> open = new ArrayList<>();
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
        this.orphans = new OrphanQueue(options.journalRoot(), shipper);
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

    void add(LiveRun run, List<Sampler> samplers, long heartbeatMillis) {
        request(() -> {
            open.add(run);
            duties.add(new RunDuty(run, samplers, options.hardwareMillis(), heartbeatMillis, System.nanoTime()));
            shipper.add(run.journal(), () -> {
                open.remove(run);
                run.shipped().complete(null);
            });
        });
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
            } catch (RuntimeException | LinkageError e) {
                // A guest does not die of one bad round, nor fill the log with many.
                LOG.log(Level.WARNING, "Headwater could not do its work and tries again", e);
                LockSupport.parkNanos(REST_NANOS * 50);
            }
            if (work == 0 && requests.isEmpty()) {
                LockSupport.parkNanos(REST_NANOS);
            }
        }
        shipper.close();
    }

    private int doWork(long nowNanos) {
        int work = 0;
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
            work++;
        }
        if (shippingOrphans) {
            orphans.doWork();
        }
        boolean urgent = closing && nowNanos - abandonAt >= 0;
        for (RunDuty duty : duties) {
            work += duty.doWork(nowNanos, urgent);
        }
        duties.removeIf(RunDuty::done);
        return work + shipper.doWork(nowNanos);
    }

    private void atExit() {
        Duration wait = options.closeWait().compareTo(LONGEST_HOOK) < 0 ? options.closeWait() : LONGEST_HOOK;
        stop(ExitCause.ofThisProcess(), wait);
    }

    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook does the same.
            return;
        }
        stop(RunEnd.notClosed(), options.closeWait());
    }

    private void stop(RunEnd end, Duration atMost) {
        if (closing) {
            return;
        }
        abandonAt = System.nanoTime() + atMost.toNanos() / 2;
        closing = true;
        CompletableFuture<Void> ended = new CompletableFuture<>();
        request(() -> {
            open.forEach(run -> run.end(end));
            whenAll(open.stream().map(LiveRun::shipped).toList(), ended);
        });
        await(ended, atMost);
        stopping = true;
        wake();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
