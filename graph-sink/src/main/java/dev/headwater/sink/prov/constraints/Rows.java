package dev.headwater.sink.prov.constraints;

import java.util.Arrays;

/** A table of integers that grows, each row as wide as the next. */
final class Rows {

    private final int width;
    private int[] cells;
    private int size;

    Rows(int width) {
        this.width = width;
        this.cells = new int[16 * width];
    }

    void add(int... row) {
        if (row.length != width) {
            throw new IllegalArgumentException("a row of " + row.length + " in a table of " + width);
        }
        if (size + width > cells.length) {
            cells = Arrays.copyOf(cells, Math.addExact(cells.length, Math.max(width, cells.length / 2)));
        }
        System.arraycopy(row, 0, cells, size, width);
        size += width;
    }

    int count() {
        return size / width;
    }

    int get(int row, int column) {
        return cells[row * width + column];
    }

    void set(int row, int column, int value) {
        cells[row * width + column] = value;
    }
}
