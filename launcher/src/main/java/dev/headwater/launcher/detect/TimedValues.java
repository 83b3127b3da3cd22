package dev.headwater.launcher.detect;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.headwater.launcher.CommandFailure;
import dev.headwater.launcher.replay.Moment;
import dev.headwater.launcher.replay.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One series in a CSV file with a header line.
 *
 * @param written times as the file spells them
 * @param times milliseconds since 1970-01-01T00:00:00Z
 * @param values as the file spells them
 */
record TimedValues(List<String> written, long[] times, List<String> values) {

    /** @throws CommandFailure that names file, line and value when something is wrong */
    static TimedValues read(Path file, String timeColumn, String valueColumn) {
        if (Files.isDirectory(file)) {
            throw new CommandFailure(file + ": is a directory, not a CSV file");
        }
        try (CloseableIterator<CsvRecord> records =
                CsvReader.builder().detectBomHeader(true).ofCsvRecord(file).iterator()) {
            if (!records.hasNext()) {
                throw new CommandFailure(file + ": is empty; its first line must name the columns");
            }
            List<String> header =
                    records.next().getFields().stream().map(String::strip).toList();
            int time = place(file, header, timeColumn);
            int value = place(file, header, valueColumn);
            List<String> written = new ArrayList<>();
            List<Long> times = new ArrayList<>();
            List<String> values = new ArrayList<>();
            while (records.hasNext()) {
                CsvRecord record = records.next();
                String at = file + ":" + record.getStartingLineNumber() + ": ";
                String when = record.getField(time).strip();
                OptionalLong millis = Moment.millis(when);
                if (millis.isEmpty()) {
                    throw new CommandFailure(at + "\"" + when + "\" in column \"" + timeColumn
                            + "\" is not a time: seconds or milliseconds since 1970, or like 2026-01-31 12:00:00");
                }
                String cell = record.getField(value).strip();
                if (!cell.isEmpty() && !Numbers.isNumber(cell)) {
                    throw new CommandFailure(at + "\"" + cell + "\" in column \"" + valueColumn + "\" is not a number");
                }
                written.add(when);
                times.add(millis.getAsLong());
                values.add(cell);
            }
            return new TimedValues(
                    written, times.stream().mapToLong(Long::longValue).toArray(), values);
        } catch (CsvParseException e) {
            throw new CommandFailure(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int place(Path file, List<String> header, String column) {
        int place = header.indexOf(column);
        if (place < 0) {
            throw new CommandFailure(
                    file + ": has no column \"" + column + "\"; its columns are " + String.join(", ", header));
        }
        return place;
    }
}
