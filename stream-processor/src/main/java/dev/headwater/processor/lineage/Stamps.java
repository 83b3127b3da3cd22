package dev.headwater.processor.lineage;

import dev.headwater.event.RunEvent;
import dev.headwater.processor.state.Stamp;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which of two sayings came first: by the clock of the host, then rank, boot and sequence, so that it is never a tie. */
final class Stamps {

    static final Comparator<Stamp> ORDER = Comparator.comparingLong(Stamp::getOccurredAt)
            .thenComparingInt(Stamp::getRank)
            .thenComparing(Stamp::getBootId)
            .thenComparingLong(Stamp::getSequence);

    private Stamps() {}

    static Stamp of(RunEvent event) {
        return new Stamp(event.getOccurredAt().toEpochMilli(), event.getRank(), event.getBootId(), event.getSequence());
    }

    static boolean earlier(Stamp stamp, @Nullable Stamp known) {
        return known == null || ORDER.compare(stamp, known) < 0;
    }

    static boolean later(Stamp stamp, @Nullable Stamp known) {
        return known == null || ORDER.compare(stamp, known) > 0;
    }
}
