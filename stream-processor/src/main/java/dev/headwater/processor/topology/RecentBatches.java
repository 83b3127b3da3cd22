package dev.headwater.processor.topology;

import dev.headwater.processor.completeness.Shape;
import dev.headwater.processor.state.ShapeState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The shapes of the last batches of each boot and topic. A guest has far fewer batches under way than are remembered, so
 * whatever it sends again overlaps only with these.
 */
final class RecentBatches {

    private static final int REMEMBERED = 64;

    private final KeyValueStore<String, ShapeState> store;

    RecentBatches(KeyValueStore<String, ShapeState> store) {
        this.store = store;
    }

    /** @param ordinal how many batches of the boot and topic came before */
    void remember(String boot, char topic, long ordinal, Shape shape) {
        store.put(prefix(boot, topic) + ordinal % REMEMBERED, shape.state());
    }

    List<Shape> of(String boot, char topic) {
        List<Shape> shapes = new ArrayList<>();
        try (KeyValueIterator<String, ShapeState> found =
                store.prefixScan(prefix(boot, topic), new StringSerializer())) {
            found.forEachRemaining(each -> shapes.add(Shape.of(each.value)));
        }
        return shapes;
    }

    /** Everything of the boot arrived: what comes now was seen whole. */
    void forget(String boot) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, ShapeState> found = store.prefixScan(boot + '\0', new StringSerializer())) {
            found.forEachRemaining(each -> keys.add(each.key));
        }
        keys.forEach(store::delete);
    }

    private static String prefix(String boot, char topic) {
        return boot + '\0' + topic;
    }
}
