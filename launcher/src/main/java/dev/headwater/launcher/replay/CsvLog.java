package dev.headwater.launcher.replay;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.headwater.launcher.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A CSV file with a header line, one row per step, read by header. Opening it reads all of it once, so that a bad line is
 * known before the first point is published.
 *
 * <p>A column is a metric when all its cells that are not blank are numbers; when none is, it is text and left out; a
 * mixture is a bad line.
 */
public final class CsvLog {

    /** Takes the points of a file, row by row. */
    @FunctionalInterface
    public interface Points {

        /**
         * @param column index in {@link CsvLog#columns()}
         * @param time milliseconds since 1970; {@link CsvLog#NO_TIME} when the file does not say
         */
        void point(int column, long step, long time, double value);

        /** All points of a row have been told; it may have had none. */
        default void rowEnds() {}
    }

    /** A metric: {@code context/name} in the header, or {@code name}. */
    public record Column(String context, String name, int index) {

        static Column of(String header, int index) {
            int slash = header.indexOf('/');
            return slash <= 0 || slash == header.length() - 1
                    ? new Column("", header, index)
                    : new Column(header.substring(0, slash), header.substring(slash + 1), index);
        }
    }

    /** A column of text, which is left out. */
    public record LeftOut(String header, String firstValue, long line) {}

    public static final long NO_TIME = Long.MIN_VALUE;

    /** Largest integer up to which every integer is a double. */
    private static final double LARGEST_STEP = 9007199254740992.0;

    /** What a reader puts where bytes are not UTF-8. */
    private static final char UNDECODABLE = '\uFFFD';

    private final Path file;
    private final int step;
    private final int time;
    private final int width;
    private final List<Column> columns;
    private final List<LeftOut> leftOut;
    private final long points;
    private final long firstTime;
    private final long lastTime;

    private CsvLog(
            Path file,
            int step,
            int time,
            int width,
            List<Column> columns,
            List<LeftOut> leftOut,
            long points,
            long firstTime,
            long lastTime) {
        this.file = file;
        this.step = step;
        this.time = time;
        this.width = width;
        this.columns = List.copyOf(columns);
        this.leftOut = List.copyOf(leftOut);
        this.points = points;
        this.firstTime = firstTime;
        this.lastTime = lastTime;
    }

    /**
     * Reads the file once and checks each line.
     *
     * @param stepColumn header of the column that holds the step
     * @param timeColumn header of the column that holds the time; empty for none
     * @throws CommandFailure that names file, line and value when something is wrong
     */
    public static CsvLog open(Path file, String stepColumn, String timeColumn) {
        try (CloseableIterator<CsvRecord> records = records(file)) {
            if (!records.hasNext()) {
                throw new CommandFailure(file + ": is empty; its first line must name the columns");
            }
            List<String> header = header(file, records.next());
            int step = place(file, header, stepColumn);
            int time = timeColumn.isEmpty() ? -1 : place(file, header, timeColumn);
            return new Check(file, header, step, time).run(records);
        } catch (CsvParseException e) {
            throw new CommandFailure(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Column> columns() {
        return columns;
    }

    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /** Points in the file: its cells in metric columns that are not blank. */
    public long points() {
        return points;
    }

    /** Earliest time in the file; empty when it does not say. */
    public Optional<Instant> begin() {
        return firstTime > lastTime ? Optional.empty() : Optional.of(Instant.ofEpochMilli(firstTime));
    }

    /** Latest time in the file; empty when it does not say. */
    public Optional<Instant> end() {
        return firstTime > lastTime ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastTime));
    }

    /** Reads the file again, in order; the points of a row in the order of {@link #columns()}. */
    public void read(Points sink) {
        try (CloseableIterator<CsvRecord> records = records(file)) {
            records.next();
            while (records.hasNext()) {
                CsvRecord record = records.next();
                if (record.getFieldCount() != width) {
                    throw new CommandFailure(
                            file + ":" + record.getStartingLineNumber() + ": changed while it was read");
                }
                long at = (long) Numbers.parse(record.getField(step).strip());
                long when = time < 0
                        ? NO_TIME
                        : Moment.millis(record.getField(time).strip()).orElse(NO_TIME);
                for (int i = 0; i < columns.size(); i++) {
                    String cell = record.getField(columns.get(i).index()).strip();
                    if (!cell.isEmpty()) {
                        sink.point(i, at, when, Numbers.parse(cell));
                    }
                }
                sink.rowEnds();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CloseableIterator<CsvRecord> records(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CommandFailure(file + ": is a directory, not a CSV file");
        }
        return CsvReader.builder()
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(file)
                .iterator();
    }

    private static List<String> header(Path file, CsvRecord first) {
        List<String> header = first.getFields().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!seen.add(column)) {
                throw new CommandFailure(file + ":1: the column \"" + column + "\" is there twice");
            }
        }
        return header;
    }

    private static int place(Path file, List<String> header, String column) {
        int place = header.indexOf(column);
        if (place < 0) {
            throw new CommandFailure(
                    file + ": has no column \"" + column + "\"; its columns are " + String.join(", ", header));
        }
        return place;
    }

    /** The first reading. */
    private static final class Check {
        private final Path file;
        private final List<String> header;
        private final int step;
        private final int time;
        private final long[] numbers;
        private final long[] texts;
        private final String[] firstText;
        private final long[] firstTextLine;
        private long firstTime = Long.MAX_VALUE;
        private long lastTime = Long.MIN_VALUE;

        Check(Path file, List<String> header, int step, int time) {
            this.file = file;
            this.header = header;
            this.step = step;
            this.time = time;
            numbers = new long[header.size()];
            texts = new long[header.size()];
            firstText = new String[header.size()];
            firstTextLine = new long[header.size()];
        }

        CsvLog run(CloseableIterator<CsvRecord> records) {
            while (records.hasNext()) {
                row(records.next());
            }
            List<Column> columns = new ArrayList<>();
            List<LeftOut> leftOut = new ArrayList<>();
            long points = 0;
            for (int i = 0; i < header.size(); i++) {
                if (i == step || i == time || numbers[i] + texts[i] == 0) {
                    continue;
                }
                if (numbers[i] > 0 && texts[i] > 0) {
                    throw bad(firstTextLine[i], firstText[i], i, "is not a number, but other lines have numbers there");
                }
                if (texts[i] > 0) {
                    leftOut.add(new LeftOut(header.get(i), firstText[i], firstTextLine[i]));
                } else {
                    columns.add(Column.of(header.get(i), i));
                    points += numbers[i];
                }
            }
            // A log without rows is that of a run which ended early; one whose cells are all text is not understood.
            if (columns.isEmpty() && !leftOut.isEmpty()) {
                LeftOut first = leftOut.get(0);
                throw new CommandFailure(file + ":" + first.line() + ": has no column of numbers: \""
                        + first.firstValue() + "\" in column \"" + first.header() + "\" is not a number"
                        + (first.firstValue().indexOf(UNDECODABLE) < 0 ? "" : "; the file is not UTF-8"));
            }
            return new CsvLog(file, step, time, header.size(), columns, leftOut, points, firstTime, lastTime);
        }

        private void row(CsvRecord record) {
            long line = record.getStartingLineNumber();
            if (record.getFieldCount() != header.size()) {
                throw new CommandFailure(file + ":" + line + ": has " + record.getFieldCount()
                        + " cells, but the header has " + header.size() + ": " + String.join(",", record.getFields()));
            }
            String at = record.getField(step).strip();
            double number = Numbers.isNumber(at) ? Numbers.parse(at) : Double.NaN;
            if (number != Math.rint(number) || Math.abs(number) > LARGEST_STEP) {
                throw bad(line, at, step, "is not a step: a step is a whole number");
            }
            if (time >= 0) {
                String when = record.getField(time).strip();
                OptionalLong millis = Moment.millis(when);
                if (millis.isEmpty()) {
                    throw bad(
                            line,
                            when,
                            time,
                            "is not a time: seconds or milliseconds since 1970, or like 2026-01-31 12:00:00");
                }
                firstTime = Math.min(firstTime, millis.getAsLong());
                lastTime = Math.max(lastTime, millis.getAsLong());
            }
            for (int i = 0; i < numbers.length; i++) {
                if (i == step || i == time) {
                    continue;
                }
                String cell = record.getField(i).strip();
                if (cell.isEmpty()) {
                    continue;
                }
                if (Numbers.isNumber(cell)) {
                    numbers[i]++;
                } else if (texts[i]++ == 0) {
                    firstText[i] = cell;
                    firstTextLine[i] = line;
                }
            }
        }

        private CommandFailure bad(long line, String value, int column, String why) {
            return new CommandFailure(
                    file + ":" + line + ": \"" + value + "\" in column \"" + header.get(column) + "\" " + why);
        }
    }
}
