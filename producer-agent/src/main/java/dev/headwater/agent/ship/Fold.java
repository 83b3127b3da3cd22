package dev.headwater.agent.ship;

import dev.headwater.agent.journal.Backlog;
import dev.headwater.agent.journal.Identity;
import dev.headwater.agent.journal.Mark;
import dev.headwater.agent.journal.RunJournal;
import dev.headwater.agent.journal.Series;
import dev.headwater.event.HardwareBatch;
import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricBatch;
import dev.headwater.event.MetricColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Folds the next points of a journal into at most one batch of metrics and one of hardware samples. */
final class Fold {

    private static final int LARGEST_MESSAGE = 800_000;
    private static final int POINT = 30;
    private static final int COLUMNS = 40;

    private final RunJournal journal;
    private SeriesColumns[] columns = new SeriesColumns[8];
    private final List<SeriesColumns> touched = new ArrayList<>();
    private int points;
    private int bytes;
    private int mostPoints;
    private boolean shrunk;
    private boolean planned;
    private long firstMetric;
    private long firstSample;
    private int metrics;
    private int samples;
    private Mark after = new Mark(0, 0, 0);

    Fold(RunJournal journal, int mostPoints) {
        this.journal = journal;
        this.mostPoints = mostPoints;
    }

    /** Reads points until a batch is full or nothing is left; where the batch was sent before, to the same end. */
    void read() {
        touched.forEach(SeriesColumns::clear);
        touched.clear();
        points = 0;
        metrics = 0;
        samples = 0;
        bytes = 0;
        planned = journal.points().planned();
        journal.readPoints(this::add);
        after = journal.points().mark();
    }

    private boolean add(Series series, long step, long time, double value) {
        if ((points >= mostPoints || bytes >= LARGEST_MESSAGE) && (shrunk || !planned)) {
            return false;
        }
        Backlog backlog = journal.points();
        if (points == 0) {
            firstMetric = backlog.nextFirst();
            firstSample = backlog.nextSecond();
        } else if (backlog.nextFirst() != firstMetric + metrics || backlog.nextSecond() != firstSample + samples) {
            // Points in between are lost: a batch holds all of its range.
            return false;
        }
        if (series.kind() == Series.Kind.METRIC) {
            metrics++;
        } else {
            samples++;
        }
        int index = series.index();
        if (index >= columns.length) {
            columns = Arrays.copyOf(columns, Math.max(index + 1, columns.length * 2));
        }
        SeriesColumns column = columns[index];
        if (column == null) {
            column = new SeriesColumns(series);
            columns[index] = column;
        }
        if (column.count() == 0) {
            touched.add(column);
            bytes += COLUMNS + 3 * (series.name().length() + series.context().length());
        }
        column.add(step, time, value);
        bytes += POINT;
        points++;
        return true;
    }

    /** The broker finds batches of so many points too large. @param refused at least 2 */
    void shrink(int refused) {
        mostPoints = Math.max(1, Math.min(mostPoints, refused) / 2);
        shrunk = true;
    }

    int points() {
        return points;
    }

    /** Sequence of the first metric point. */
    long firstMetric() {
        return firstMetric;
    }

    /** Sequence of the first hardware point. */
    long firstSample() {
        return firstSample;
    }

    /** Place behind the points read last. */
    Mark after() {
        return after;
    }

    Optional<MetricBatch> metrics(Instant now) {
        if (metrics == 0) {
            return Optional.empty();
        }
        List<MetricColumns> series = new ArrayList<>();
        for (SeriesColumns column : touched) {
            if (column.series().kind() == Series.Kind.METRIC) {
                series.add(column.metric());
            }
        }
        Identity identity = journal.identity();
        return Optional.of(MetricBatch.newBuilder()
                .setRunId(identity.runId())
                .setRank(identity.rank())
                .setBootId(identity.bootId())
                .setFirstSequence(firstMetric)
                .setLastSequence(firstMetric + metrics - 1)
                .setSentAt(now)
                .setSeries(series)
                .build());
    }

    Optional<HardwareBatch> hardware(Instant now) {
        if (samples == 0) {
            return Optional.empty();
        }
        List<HardwareColumns> series = new ArrayList<>();
        for (SeriesColumns column : touched) {
            if (column.series().kind() == Series.Kind.HARDWARE) {
                series.add(column.hardware());
            }
        }
        Identity identity = journal.identity();
        return Optional.of(HardwareBatch.newBuilder()
                .setRunId(identity.runId())
                .setRank(identity.rank())
                .setBootId(identity.bootId())
                .setFirstSequence(firstSample)
                .setLastSequence(firstSample + samples - 1)
                .setSentAt(now)
                .setSeries(series)
                .build());
    }
}
