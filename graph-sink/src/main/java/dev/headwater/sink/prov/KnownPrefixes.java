package dev.headwater.sink.prov;

import org.jspecify.annotations.Nullable;

/**
 * Prefixes that were looked up before, so that most names are told by their first letters and no text is made of them.
 * One takes the place of another: it may have been forgotten, but is never mistaken.
 */
final class KnownPrefixes {

    private static final int SLOTS = 64;

    private final @Nullable String[] slots = new String[SLOTS];

    /** @param length of the prefix that the name has */
    boolean has(String name, int length) {
        String prefix = slots[slot(name, length)];
        return prefix != null && prefix.length() == length && name.startsWith(prefix);
    }

    void add(String prefix) {
        slots[slot(prefix, prefix.length())] = prefix;
    }

    private static int slot(String name, int length) {
        return length == 0 ? 0 : (31 * name.charAt(0) + 7 * name.charAt(length - 1) + length) % SLOTS;
    }
}
