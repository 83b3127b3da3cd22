package dev.headwater.processor.detect.run;

import dev.headwater.processor.series.Points;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The points of several columns in about the order in which they were logged: by time, then by step, then as the columns
 * come. Within a column their order is kept, so a clock that is set back does not reorder a series.
 */
final class Interleaved {

    /** @param ears what listens to it */
    record Column(Points points, List<RunDetector.Ear> ears) {}

    @FunctionalInterface
    interface Listener {
        void point(Column column, int i);
    }

    private static final Comparator<Cursor> ORDER = Comparator.<Cursor>comparingLong(cursor -> cursor.time)
            .thenComparingLong(cursor -> cursor.step)
            .thenComparingInt(cursor -> cursor.index);

    private Interleaved() {}

    static void each(List<Column> columns, Listener listener) {
        if (columns.size() == 1) {
            Column only = columns.get(0);
            for (int i = 0; i < only.points().size(); i++) {
                listener.point(only, i);
            }
            return;
        }
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(Math.max(1, columns.size()), ORDER);
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).points().size() > 0) {
                cursors.add(new Cursor(columns.get(c), c));
            }
        }
        while (!cursors.isEmpty()) {
            Cursor next = cursors.remove();
            do {
                listener.point(next.column, next.at);
            } while (next.advance() && (cursors.isEmpty() || ORDER.compare(next, cursors.element()) < 0));
            if (next.at < next.column.points().size()) {
                cursors.add(next);
            }
        }
    }

    private static final class Cursor {
        private final Column column;
        private final int index;
        private int at;
        private long time;
        private long step;

        private Cursor(Column column, int index) {
            this.column = column;
            this.index = index;
            this.time = column.points().time(0);
            this.step = column.points().step(0);
        }

        private boolean advance() {
            if (++at == column.points().size()) {
                return false;
            }
            // A point never comes before the one that its series had before it.
            time = Math.max(time, column.points().time(at));
            step = column.points().step(at);
            return true;
        }
    }
}
