package dev.headwater.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.EndStatus;
import dev.headwater.event.PointsThinned;
import dev.headwater.event.RunEnded;
import dev.headwater.event.RunEvent;
import dev.headwater.processor.Guest;
import dev.headwater.schemas.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the agent had to leave out, by topic. */
class ThinnedTest {

    private static final String RECORD = "entity|record:r/0";

    private final Bench bench = new Bench();
    private final Guest guest = new Guest("r");

    @AfterEach
    void close() {
        bench.close();
    }

    private RunEvent thinned(Topic topic, String name, long count) {
        return guest.says(PointsThinned.newBuilder()
                .setTopic(topic.topicName())
                .setName(name)
                .setContext("train")
                .setCount(count)
                .build());
    }

    @Test
    void whatWasLeftOutIsToldByTopic() {
        bench.send(
                guest.starts(),
                thinned(Topic.METRICS, "loss", 3),
                thinned(Topic.METRICS, "loss", 10),
                thinned(Topic.METRICS, "accuracy", 5),
                thinned(Topic.HARDWARE, "power", 7),
                guest.ends(EndStatus.FINISHED));

        assertThat(bench.attribute(RECORD, "mlp:metricPointsThinned")).isEqualTo(15L);
        assertThat(bench.attribute(RECORD, "mlp:hardwarePointsThinned")).isEqualTo(7L);
        assertThat(bench.attribute(RECORD, "mlp:pointsThinned")).isEqualTo(22L);
        assertThat(bench.attribute("activity|run:r", "mlp:pointsThinned")).isEqualTo(22L);
    }

    @Test
    void whatIsOnlyKnownInAllBelongsToNoTopic() {
        bench.send(
                guest.starts(),
                thinned(Topic.METRICS, "loss", 3),
                guest.says(RunEnded.newBuilder()
                        .setStatus(EndStatus.FINISHED)
                        .setExitCode(0)
                        .setRunEvents(3)
                        .setMetricPoints(0)
                        .setHardwarePoints(0)
                        .setPointsThinned(8)
                        .build()));

        assertThat(bench.attribute(RECORD, "mlp:metricPointsThinned")).isEqualTo(3L);
        assertThat(bench.attribute(RECORD, "mlp:hardwarePointsThinned")).isEqualTo(0L);
        assertThat(bench.attribute(RECORD, "mlp:pointsThinned")).isEqualTo(8L);
    }
}
