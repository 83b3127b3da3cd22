package dev.headwater.processor.topology;

import dev.headwater.schemas.Columns;
import java.util.Arrays;
import java.util.List;

/** Parts of columns. */
final class Cut {

    private Cut() {}

    static List<Long> deltas(List<Long> deltas, int from, int to) {
        return Columns.deltas(Arrays.copyOfRange(Columns.absolute(deltas), from, to), to - from);
    }

    static List<Double> values(List<Double> values, int from, int to) {
        return Columns.doubles(Arrays.copyOfRange(Columns.values(values), from, to), to - from);
    }
}
