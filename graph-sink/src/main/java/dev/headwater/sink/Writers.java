package dev.headwater.sink;

import dev.headwater.service.Health;
import dev.headwater.service.Shutdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writers of a process, each a sink on a thread of its own; they share the partitions. One that fails ends all. */
final class Writers {

    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);

    private final String kafka;
    private final Health health;
    private final Shutdown shutdown;
    private final Opening opening;
    private final List<Thread> threads = new ArrayList<>();

    /** How the sink of a writer is made. */
    @FunctionalInterface
    interface Opening {

        /**
         * Makes it.
         *
         * @param writer from 1
         * @throws KafkaException when Kafka is not there
         * @throws ExecutionException when Kafka is not there
         */
        Sink open(int writer) throws ExecutionException, InterruptedException;
    }

    /** @param kafka what it is called in messages */
    Writers(String kafka, Health health, Shutdown shutdown, Opening opening) {
        this.kafka = kafka;
        this.health = health;
        this.shutdown = shutdown;
        this.opening = opening;
    }

    void start(int number) {
        for (int i = 1; i <= number; i++) {
            int writer = i;
            Health.Condition reached = health.part("kafka");
            Thread thread = new Thread(() -> work(writer, reached), "sink-" + writer);
            threads.add(thread);
            thread.start();
        }
    }

    /** Waits until all have ended, or for so long. */
    void join(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
    }

    private void work(int writer, Health.Condition reached) {
        try (Sink sink = openWhenKafkaIsThere(writer, reached)) {
            while (sink != null && !shutdown.isRequested()) {
                sink.doWork();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("the sink cannot go on", e);
            shutdown.fail();
        }
    }

    /** A client cannot even be made while the broker's name does not resolve, so this too waits and tries again. */
    private @Nullable Sink openWhenKafkaIsThere(int writer, Health.Condition reached) throws InterruptedException {
        while (!shutdown.isRequested()) {
            try {
                Sink sink = opening.open(writer);
                reached.ready();
                return sink;
            } catch (KafkaException | ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                String why = kafka + " is not reached, waiting for it (" + cause.getMessage() + ")";
                if (reached.notReady(why)) {
                    LOG.warn("not ready: {}", why);
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
        return null;
    }
}
