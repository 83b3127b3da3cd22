package dev.headwater.agent;

import java.time.Duration;

/** Journals that dead processes of this host left behind. */
public final class Orphans {

    private Orphans() {}

    /**
     * What became of the orphans.
     *
     * @param found journals without a living owner
     * @param shipped how many of them Kafka has confirmed to the end; their files are gone
     */
    public record Shipped(int found, int shipped) {}

    /**
     * Ships all orphans under the home of these options and waits for Kafka's confirmation.
     *
     * @param atMost how long to wait
     */
    public static Shipped ship(CollectorOptions options, Duration atMost) {
        try (Collector collector = Collector.open(options)) {
            return collector.shipOrphans(atMost);
        }
    }
}
