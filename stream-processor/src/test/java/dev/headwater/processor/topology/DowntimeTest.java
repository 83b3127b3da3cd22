package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.processor.Guest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A processor that was down for longer than runs are kept. */
class DowntimeTest {

    private static final String RUN = "activity|run:r";
    private static final Duration DOWN = Settings.DEFAULT.retention().plusDays(1);

    private final Guest guest = new Guest("r");

    @Test
    void whatWasSaidMeanwhileIsReadBeforeAnyRunIsForgotten() {
        AtomicLong readUntil = new AtomicLong();
        try (Bench before = new Bench();
                Bench after = new Bench(partition -> readUntil.get())) {
            before.send(guest.starts(), guest.logs("train", "loss", 0, 3, 2, 1));
            after.takeOver(before);
            readUntil.set(Guest.BEGIN.toEpochMilli());
            after.leap(DOWN);
            after.wait(Duration.ofSeconds(5));

            after.send(guest.logs("train", "loss", 3, 0.5), guest.ends(EndStatus.FINISHED));

            assertThat(after.attribute(RUN, "mlp:status")).isEqualTo("FINISHED");
            assertThat(after.attribute(RUN, "mlp:complete")).isEqualTo(true);
        }
    }

    @Test
    void whatIsStillSilentWhenAllIsReadIsForgotten() {
        AtomicLong readUntil = new AtomicLong();
        try (Bench bench = new Bench(partition -> readUntil.get())) {
            bench.send(guest.starts(), guest.logs("train", "loss", 0, 3, 2, 1));
            readUntil.set(Guest.BEGIN.toEpochMilli());
            bench.leap(DOWN).wait(Duration.ofSeconds(5));
            assertThat(bench.storedEntries()).isPositive();

            readUntil.set(Guest.BEGIN.plus(DOWN).toEpochMilli());
            bench.wait(Duration.ofSeconds(5));

            assertThat(bench.storedEntries()).isZero();
        }
    }
}
