package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.processor.Guest;
import dev.headwater.processor.state.SeriesState;
import dev.headwater.processor.store.StoreKeys;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That Kafka Streams flushes live series with each commit rests on an interface of its own: here it is held to that. */
class LiveSeriesTest {

    private static final String LOSS = StoreKeys.series("r", "series:r/train/loss");

    private final Guest guest = new Guest("r");

    private static double[] values(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToDouble(i -> 1 + 0.001 * i)
                .toArray();
    }

    @Test
    void whatWasTakenIsWrittenWithTheCommitThatFollows() {
        try (Bench bench = new Bench()) {
            bench.send(guest.starts(), guest.logs("train", "loss", 0, 3, 2, 1));

            SeriesState written = Objects.requireNonNull(bench.written().get(LOSS));
            assertThat(written.getCount()).isEqualTo(3);

            bench.send(guest.logs("train", "loss", 3, 0.5));
            assertThat(Objects.requireNonNull(bench.written().get(LOSS)).getCount())
                    .isEqualTo(4);
        }
    }

    @Test
    void anotherInstanceGoesOnFromWhatWasWritten() {
        try (Bench undisturbed = new Bench();
                Bench first = new Bench();
                Bench second = new Bench()) {
            Guest same = new Guest("r");
            undisturbed.send(guest.starts());
            first.send(same.starts());
            for (int from = 0; from < 1_500; from += 300) {
                undisturbed.send(guest.logs("train", "loss", from, values(from, 300)));
                first.send(same.logs("train", "loss", from, values(from, 300)));
            }
            second.takeOver(first);
            undisturbed.send(guest.logs("train", "loss", 1_500, values(1_500, 700)));
            second.send(same.logs("train", "loss", 1_500, values(1_500, 700)));
            undisturbed.wait(Duration.ofSeconds(3));
            second.wait(Duration.ofSeconds(3));

            String series = "entity|series:r/train/loss";
            assertThat(second.statement(series).attributes())
                    .isEqualTo(undisturbed.statement(series).attributes());
            assertThat(second.attribute(series, "mlp:p50")).isNotEqualTo("");
            for (int index : new int[] {1, 2}) {
                String chunk = "r|series:r/train/loss|" + index;
                assertThat(second.chunk(chunk)).isEqualTo(undisturbed.chunk(chunk));
            }
        }
    }
}
