package dev.headwater.launcher.imports.metrics;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The types of numbers that a Zarr column may have; yProv4ML writes all but the last. */
enum NumberType {
    INT32(Integer.BYTES, true),
    INT64(Long.BYTES, true),
    FLOAT32(Float.BYTES, false),
    FLOAT64(Double.BYTES, false);

    private final int bytes;
    private final boolean whole;

    NumberType(int bytes, boolean whole) {
        this.bytes = bytes;
        this.whole = whole;
    }

    /** The size of a number. */
    int bytes() {
        return bytes;
    }

    boolean isWhole() {
        return whole;
    }

    /** @param encoded numbers up to its limit, in its byte order */
    Numbers decode(ByteBuffer encoded) {
        int count = encoded.remaining() / bytes;
        long[] wholes = new long[whole ? count : 0];
        double[] reals = new double[whole ? 0 : count];
        for (int i = 0; i < count; i++) {
            switch (this) {
                case INT32 -> wholes[i] = encoded.getInt();
                case INT64 -> wholes[i] = encoded.getLong();
                case FLOAT32 -> reals[i] = encoded.getFloat();
                case FLOAT64 -> reals[i] = encoded.getDouble();
            }
        }
        return whole ? new Numbers.Whole(wholes) : new Numbers.Real(reals);
    }

    /** The same number again and again. */
    Numbers repeat(Number number, int count) {
        if (whole) {
            long[] numbers = new long[count];
            Arrays.fill(numbers, number.longValue());
            return new Numbers.Whole(numbers);
        }
        double[] numbers = new double[count];
        Arrays.fill(numbers, number.doubleValue());
        return new Numbers.Real(numbers);
    }
}
