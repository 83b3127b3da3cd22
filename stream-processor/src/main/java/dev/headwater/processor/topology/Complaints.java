package dev.headwater.processor.topology;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log that records are set aside, but not more often than a person can read. */
final class Complaints {

    private static final Logger LOG = LoggerFactory.getLogger("dev.headwater.processor.deadletters");
    private static final long QUIET_NANOS = 5_000_000_000L;

    private final AtomicLong silenced = new AtomicLong();
    private final AtomicLong spokenAt = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    void say(String stage, String topic, int partition, long offset, String reason) {
        long now = System.nanoTime();
        long before = spokenAt.get();
        if (now - before < QUIET_NANOS || !spokenAt.compareAndSet(before, now)) {
            silenced.incrementAndGet();
            return;
        }
        LOG.warn(
                "to the dead letters from {} of {}-{} at offset {}: {} ({} more since the last such line)",
                stage,
                topic,
                partition,
                offset,
                reason,
                silenced.getAndSet(0));
    }
}
