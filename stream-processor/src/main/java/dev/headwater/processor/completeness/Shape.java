package dev.headwater.processor.completeness;

import dev.headwater.processor.state.ShapeState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many points of which series a batch holds.
 *
 * @param first first sequence of the batch
 * @param last last sequence of the batch
 * @param counts points per series, by the hash of its name
 */
public record Shape(long first, long last, Map<Long, Integer> counts) {

    public static Shape of(ShapeState state) {
        Map<Long, Integer> counts = new HashMap<>();
        for (int i = 0; i < state.getSeries().size(); i++) {
            counts.put(state.getSeries().get(i), state.getCounts().get(i));
        }
        return new Shape(state.getFirst(), state.getLast(), counts);
    }

    public ShapeState state() {
        List<Long> series = new ArrayList<>(counts.size());
        List<Integer> points = new ArrayList<>(counts.size());
        counts.forEach((hash, count) -> {
            series.add(hash);
            points.add(count);
        });
        return new ShapeState(first, last, series, points);
    }

    /** FNV-1a in 64 bits over the parts of a series' name. */
    public static long hash(String... parts) {
        long hash = 0xcbf29ce484222325L;
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0xffff) * 0x100000001b3L;
        }
        return hash;
    }
}
