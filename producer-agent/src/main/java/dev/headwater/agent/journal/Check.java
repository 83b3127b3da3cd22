package dev.headwater.agent.journal;

import java.util.zip.CRC32;

/**
 * Check sums of the format. Those of points are made in a log call: a few multiplications that the processor does beside its
 * stores. All depend on the number of the segment, so that what an earlier use of the file left is never taken for new.
 */
final class Check {

    /** Milliseconds since 1970 that fit beside a check sum: more than 4,000 years either way. */
    static final long LATEST = (1L << 47) - 1;

    static final long EARLIEST = -(1L << 47);

    private static final long FIRST = 0x9e37_79b9_7f4a_7c15L;
    private static final long SECOND = 0xbf58_476d_1ce4_e5b9L;
    private static final long THIRD = 0x94d0_49bb_1331_11ebL;

    private Check() {}

    /** What the number of a segment adds to the sums in it. */
    static long salt(long number) {
        return number * FIRST;
    }

    /** Of a point or sample, in the lowest 16 bits. */
    static long ofPoint(long salt, int tag, long step, long time, long value) {
        long sum = ((salt ^ tag) + step) * FIRST;
        sum = ((sum ^ (sum >>> 32)) + time) * SECOND;
        sum = ((sum ^ (sum >>> 29)) + value) * THIRD;
        return sum >>> 48;
    }

    /** CRC-32 (as in zlib) of segment number, tag (4 bytes each, little-endian) and content. */
    static int ofBytes(CRC32 crc, long number, int tag, byte[] content) {
        crc.reset();
        for (int shift = 0; shift < 32; shift += 8) {
            crc.update((int) (number >>> shift));
        }
        for (int shift = 0; shift < 32; shift += 8) {
            crc.update(tag >>> shift);
        }
        crc.update(content);
        return (int) crc.getValue();
    }

    /** Of some longs; never 0. */
    static long ofLongs(long... words) {
        long sum = 0;
        for (long word : words) {
            sum = (sum ^ word) * SECOND;
            sum ^= sum >>> 29;
        }
        return sum == 0 ? 1 : sum;
    }

    /** A number with its own check sum in the upper half; 0 for 0. */
    static long guarded(long number) {
        return number & 0xffff_ffffL | (number * FIRST >>> 32) << 32;
    }

    /** The number of a guarded word; -1 when it was damaged. */
    static long unguarded(long word) {
        long number = word & 0xffff_ffffL;
        return guarded(number) == word ? number : -1;
    }
}
