package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.TagsSet;
import dev.headwater.processor.Guest;
import dev.headwater.schemas.DeadLetter;
import dev.headwater.schemas.Topic;
import dev.headwater.schemas.wire.BundledSchemas;
import dev.headwater.schemas.wire.RecordDeserializer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a run can take from everyone has an end. */
class BoundsTest {

    private static final Settings SMALL = new Settings(
            Duration.ofSeconds(2), Duration.ofSeconds(60), 10, Duration.ofHours(1), Duration.ofHours(1), 2, 1, 2_000);

    @Test
    void pointsOfSeriesBeyondTheBoundGoToTheDeadLetters() {
        try (Bench bench = new Bench(SMALL)) {
            Guest guest = new Guest("r");
            bench.send(guest.starts())
                    .send(guest.logs(
                            Guest.columns("", "a", 0, 1), Guest.columns("", "b", 0, 1), Guest.columns("", "c", 0, 7)))
                    .send(guest.logs("", "a", 1, 2))
                    .send(guest.ends(EndStatus.FINISHED));

            assertThat(bench.attribute("entity|series:r/a", "mlp:count")).isEqualTo(2L);
            assertThat(bench.statements()).doesNotContainKey("entity|series:r/c");
            assertThat(bench.deadLetters()).singleElement().satisfies(letter -> {
                RecordDeserializer<MetricBatch> reader =
                        new RecordDeserializer<>(BundledSchemas.load(), MetricBatch.getClassSchema());
                MetricBatch rest =
                        Objects.requireNonNull(reader.deserialize(Topic.METRICS.topicName(), letter.getValue()));
                assertThat(rest.getSeries()).singleElement().satisfies(columns -> {
                    assertThat(columns.getName()).isEqualTo("c");
                    assertThat(columns.getValues()).containsExactly(7.0);
                });
                assertThat(letter.headers().lastHeader(DeadLetter.REASON).value())
                        .asString()
                        .contains("2 series");
            });
        }
    }

    @Test
    void findingsBeyondTheBoundAreKeptBack() {
        try (Bench bench = new Bench(SMALL)) {
            Guest guest = new Guest("r");
            bench.send(guest.starts(), guest.logs("", "a", 0, Double.NaN), guest.logs("", "b", 0, Double.NaN));

            assertThat(bench.anomalies())
                    .singleElement()
                    .satisfies(found -> assertThat(found.getName()).isEqualTo("a"));
        }
    }

    @Test
    void anEventThatWouldMakeTheRunTooLargeGoesToTheDeadLetters() {
        try (Bench bench = new Bench(SMALL)) {
            Guest guest = new Guest("r");
            bench.send(guest.starts(), guest.says(new TagsSet(Map.of("novel", "x".repeat(3_000)))), guest.beats(1000));

            assertThat(bench.deadLetters()).hasSize(1);
            assertThat(bench.attribute("activity|run:r", "tag:novel")).isEqualTo("");
        }
    }

    @Test
    void aRunThatIsLongSilentIsForgotten() {
        try (Bench bench = new Bench(SMALL)) {
            Guest guest = new Guest("r");
            Guest other = new Guest("r-2");
            bench.send(guest.starts(), guest.logs("", "a", 0, 1), other.starts(), other.logs("", "a", 0, 1));
            bench.send(guest.ends(EndStatus.FINISHED)).wait(Duration.ofSeconds(5));
            assertThat(bench.storedEntries()).isGreaterThan(5);

            bench.wait(Duration.ofMinutes(55)).send(other.beats(1000)).wait(Duration.ofMinutes(10));
            long ofOther = bench.storedEntries();
            assertThat(ofOther).isPositive();

            bench.wait(Duration.ofHours(2));
            assertThat(bench.storedEntries()).isZero();
        }
    }
}
