package dev.headwater.launcher.imports.metrics;

import java.io.IOException;

/** A column of a metric file, read from its first number on. A piece of it is held at a time. */
abstract class Column {

    private final long length;
    private Numbers piece = new Numbers.Whole(new long[0]);
    private int next;

    Column(long length) {
        this.length = length;
    }

    long length() {
        return length;
    }

    /** Whether its numbers are whole by their type. */
    abstract boolean isWhole();

    /** The piece behind the one before, of at least one number. */
    abstract Numbers load() throws IOException;

    /** Not to be asked for more numbers than {@link #length()}. */
    long nextWhole() throws IOException {
        Numbers here = piece();
        return here.whole(next++);
    }

    double nextReal() throws IOException {
        Numbers here = piece();
        return here.real(next++);
    }

    private Numbers piece() throws IOException {
        if (next == piece.count()) {
            piece = load();
            next = 0;
        }
        return piece;
    }
}
