package dev.headwater.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was read and is not in the graph yet, in the order of reading. */
final class Pending {

    private final Deque<Item> items = new ArrayDeque<>();
    private int weight;
    private long since;

    /** @param now nanoseconds of any clock */
    void add(Item item, long now) {
        if (items.isEmpty()) {
            since = now;
        }
        items.add(item);
        weight += item.weight();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    int size() {
        return items.size();
    }

    int weight() {
        return weight;
    }

    /** Nanoseconds that the oldest has been here. */
    long age(long now) {
        return items.isEmpty() ? 0 : now - since;
    }

    /** The first of them, up to this weight and at least one; they stay until {@link #done}. */
    List<Item> first(int limit) {
        List<Item> first = new ArrayList<>();
        int taken = 0;
        for (Item item : items) {
            if (!first.isEmpty() && taken + item.weight() > limit) {
                break;
            }
            first.add(item);
            taken += item.weight();
        }
        return first;
    }

    /** The first {@code count} are in the graph. */
    void done(int count) {
        for (int i = 0; i < count; i++) {
            weight -= items.remove().weight();
        }
    }

    void clear() {
        items.clear();
        weight = 0;
    }
}
