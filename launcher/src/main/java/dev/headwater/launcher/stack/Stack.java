package dev.headwater.launcher.stack;

import dev.headwater.embedded.ChildProcess;
import dev.headwater.embedded.EmbeddedKafka;
import dev.headwater.embedded.EmbeddedNeo4j;
import dev.headwater.embedded.FreePorts;
import dev.headwater.embedded.Lifetime;
import dev.headwater.embedded.ProcessIdentity;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.Explanation;
import dev.headwater.launcher.Figures;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.TopicSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/** The embedded stack of one home: starts it, and stops it. */
public final class Stack {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Path root;
    private final Path home;
    private final Lifetime lifetime;
    private final Consumer<String> progress;
    /** Held while a process is started and written down, so that whoever stops the stack knows of it. */
    private final Object starting = new Object();

    private boolean stopping;

    /**
     * @param root the checkout, where the build has put the jars
     * @param home folder for data, logs and {@code stack.properties}
     * @param lifetime whether the stack ends with this process
     * @param progress takes a line for a person whenever there is news
     */
    public Stack(Path root, Path home, Lifetime lifetime, Consumer<String> progress) {
        this.root = root;
        this.home = home.toAbsolutePath();
        this.lifetime = lifetime;
        this.progress = progress;
    }

    /**
     * Starts what is not running, and waits until all of it is ready.
     *
     * @throws RuntimeException when a component does not come up, with the last lines of its log; what this call has
     *     started is stopped again
     */
    public Addresses up() {
        return locked(() -> {
            StackFile file = StackFile.read(home);
            Addresses addresses = choose(file);
            file.put(addresses);
            Thread onInterrupt = new Thread(this::stopNow, "stack-stop");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            try {
                start(file, addresses);
            } catch (RuntimeException | Error e) {
                progress.accept("stopping what was started");
                stop(file);
                throw e;
            } finally {
                removeHook(onInterrupt);
            }
            return addresses;
        });
    }

    /**
     * Stops what is running, in the reverse order of starting.
     *
     * @return whether anything was
     */
    public boolean down() {
        return locked(() -> stop(StackFile.read(home)));
    }

    /**
     * Stops what is running, whatever else is going on with the stack: for the end of this process. Nothing is started
     * by this object any more.
     */
    public void stopNow() {
        synchronized (starting) {
            stopping = true;
        }
        stop(StackFile.read(home));
    }

    private void start(StackFile file, Addresses addresses) {
        long begin = System.nanoTime();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stack-start");
            thread.setDaemon(true);
            return thread;
        });
        Servers servers = new Servers(root, home, addresses, lifetime);
        try {
            CompletableFuture<Void> neo4j = new CompletableFuture<>();
            CompletableFuture<Void> kafka = new CompletableFuture<>();
            if (isRunning(file, Component.NEO4J)) {
                neo4j.complete(null);
            } else {
                EmbeddedNeo4j server = started(file, Component.NEO4J, servers::neo4j, EmbeddedNeo4j::process);
                neo4j = CompletableFuture.runAsync(() -> server.awaitReady(PATIENCE), threads);
            }
            if (isRunning(file, Component.KAFKA)) {
                kafka.complete(null);
            } else {
                EmbeddedKafka server = started(file, Component.KAFKA, servers::kafka, EmbeddedKafka::process);
                kafka = CompletableFuture.runAsync(() -> server.awaitReady(PATIENCE), threads);
            }
            neo4j = said(neo4j, Component.NEO4J, begin);
            join(said(kafka, Component.KAFKA, begin));
            createTopics(addresses);
            CompletableFuture<Void> processor =
                    service(file, Component.PROCESSOR, servers::processor, addresses.processorStatus(), begin, threads);
            // The sink's process starts now, but is not asked before Neo4j is there: it cannot be ready earlier.
            CompletableFuture<Void> neo4jReady = neo4j;
            CompletableFuture<Void> sink =
                    service(file, Component.SINK, servers::sink, addresses.sinkStatus(), begin, task -> {
                        CompletableFuture<Void> unused = neo4jReady.thenRunAsync(task, threads);
                    });
            // Whoever fails first is named: a sink waits long for a Neo4j that has died.
            CompletableFuture<Void> all = CompletableFuture.allOf(neo4j, processor, sink);
            for (CompletableFuture<Void> part : List.of(neo4j, processor, sink)) {
                failWith(part, all);
            }
            join(all);
        } finally {
            threads.shutdownNow();
        }
    }

    private <S> S started(StackFile file, Component component, Supplier<S> start, Function<S, ChildProcess> process) {
        synchronized (starting) {
            if (stopping) {
                throw new CommandFailure("the stack was stopped while it was starting");
            }
            S server = start.get();
            file.put(component, process.apply(server).identity());
            return server;
        }
    }

    private static void failWith(CompletableFuture<Void> part, CompletableFuture<Void> all) {
        CompletableFuture<Void> unused = part.whenComplete((done, failure) -> {
            if (failure != null) {
                all.completeExceptionally(failure);
            }
        });
    }

    private CompletableFuture<Void> service(
            StackFile file,
            Component component,
            Supplier<ChildProcess> start,
            String status,
            long begin,
            Executor asker) {
        if (isRunning(file, component)) {
            return CompletableFuture.completedFuture(null);
        }
        ChildProcess process = started(file, component, start, Function.identity());
        StatusPage page = new StatusPage(status);
        return said(
                CompletableFuture.runAsync(() -> process.awaitReady(page::isReady, PATIENCE), asker), component, begin);
    }

    private CompletableFuture<Void> said(CompletableFuture<Void> ready, Component component, long begin) {
        return ready.thenRun(() -> progress.accept(
                component.word() + " is ready, " + Figures.of(Duration.ofNanos(System.nanoTime() - begin))));
    }

    private static void createTopics(Addresses addresses) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.bootstrap()))) {
            TopicSetup.createMissing(admin, Topic.DEFAULT_PARTITIONS, (short) 1);
        } catch (ExecutionException e) {
            throw new CommandFailure("Kafka cannot create the topics: " + Explanation.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while the stack was starting", e);
        }
    }

    private boolean stop(StackFile file) {
        boolean any = false;
        Component[] order = Component.values();
        for (int i = order.length - 1; i >= 0; i--) {
            Component component = order[i];
            long begin = System.nanoTime();
            if (file.process(component).map(process -> process.stop(GRACE)).orElse(false)) {
                any = true;
                progress.accept(
                        component.word() + " has stopped, " + Figures.of(Duration.ofNanos(System.nanoTime() - begin)));
            }
            file.remove(component);
        }
        return any;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is at work already.
        }
    }

    private static boolean isRunning(StackFile file, Component component) {
        return file.process(component).filter(ProcessIdentity::isAlive).isPresent();
    }

    /** The addresses of the last time, with new ports for those that a stranger has taken since. */
    private Addresses choose(StackFile file) {
        Addresses old = file.addresses()
                .orElseGet(() -> new Addresses("127.0.0.1:0", "bolt://127.0.0.1:0", "neo4j", newPassword(), 0, 0));
        return new Addresses(
                "127.0.0.1:" + port(file, Component.KAFKA, portOf(old.bootstrap())),
                "bolt://127.0.0.1:" + port(file, Component.NEO4J, portOf(old.neo4j())),
                old.neo4jUser(),
                old.neo4jPassword(),
                port(file, Component.PROCESSOR, old.processorPort()),
                port(file, Component.SINK, old.sinkPort()));
    }

    private int port(StackFile file, Component component, int old) {
        if (isRunning(file, component) || (old != 0 && FreePorts.isFree(old))) {
            return old;
        }
        int port = FreePorts.choose();
        if (old != 0) {
            progress.accept(
                    "port " + old + " of " + component.word() + " is taken by another program: it moves to " + port);
        }
        return port;
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static String newPassword() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void join(CompletableFuture<Void> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    private <T> T locked(Supplier<T> work) {
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("stack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    throw new CommandFailure("another headwater is starting or stopping the stack in " + home
                            + ": wait until it is done");
                }
                return work.get();
            }
        } catch (OverlappingFileLockException e) {
            throw new CommandFailure("the stack in " + home + " is being started or stopped: wait until it is done", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
