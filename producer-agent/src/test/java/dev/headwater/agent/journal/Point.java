package dev.headwater.agent.journal;

import java.util.ArrayList;
import java.util.List;

/** A point as a test logs and reads it. */
record Point(String series, long step, long time, double value) {

    static List<Point> readAll(RunJournal journal) {
        List<Point> read = new ArrayList<>();
        journal.readPoints((series, step, time, value) -> {
            read.add(new Point(series.name() + "/" + series.context(), step, time, value));
            return true;
        });
        return read;
    }
}
