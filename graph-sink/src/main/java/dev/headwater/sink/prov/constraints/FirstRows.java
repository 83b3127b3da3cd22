package dev.headwater.sink.prov.constraints;

import java.util.Arrays;

/** The first row by a key of two integers, none negative: an open hash table in 12 bytes a place. */
final class FirstRows {

    private static final long NONE = -1;

    private long[] keys = new long[64];
    private int[] rows = new int[64];
    private int size;

    FirstRows() {
        Arrays.fill(keys, NONE);
    }

    /** The row that came first with this key, which is this one if none did. */
    int first(int left, int right, int row) {
        if (2 * ++size > keys.length) {
            grow();
        }
        long key = key(left, right);
        int place = place(key);
        if (keys[place] == NONE) {
            keys[place] = key;
            rows[place] = row;
        } else {
            size--;
        }
        return rows[place];
    }

    /** The row that came first with this key, or -1. */
    int find(int left, int right) {
        int place = place(key(left, right));
        return keys[place] == NONE ? -1 : rows[place];
    }

    private static long key(int left, int right) {
        return (long) left << 32 | right;
    }

    private int place(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed ^ mixed >>> 32) & keys.length - 1;
        while (keys[place] != NONE && keys[place] != key) {
            place = place + 1 & keys.length - 1;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldRows = rows;
        keys = new long[oldKeys.length * 2];
        rows = new int[keys.length];
        Arrays.fill(keys, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NONE) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                rows[place] = oldRows[i];
            }
        }
    }
}
