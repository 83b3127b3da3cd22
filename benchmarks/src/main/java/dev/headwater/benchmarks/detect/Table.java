package dev.headwater.benchmarks.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of comma separated cells without quotes, the first line its header. */
record Table(List<String> header, List<String[]> rows) {

    static Table read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        List<String> header = List.of(lines.get(0).strip().split(",", -1));
        List<String[]> rows = new ArrayList<>(lines.size());
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length != header.size()) {
                throw new IOException(file + ":" + (rows.size() + 2) + ": has " + cells.length + " cells, its header "
                        + header.size());
            }
            rows.add(cells);
        }
        return new Table(header, rows);
    }

    /** The number in a cell; NaN for a blank one, and for a column that is not there. */
    double number(String[] row, int column) {
        return column < 0 || row[column].isBlank() ? Double.NaN : Double.parseDouble(row[column]);
    }
}
