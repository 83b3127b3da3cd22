package dev.headwater.benchmarks.nab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of comma-separated fields without quotes, as NAB writes them. */
final class Columns {

    private final Path file;
    private final List<String> header;
    private final List<String[]> rows;

    private Columns(Path file, List<String> header, List<String[]> rows) {
        this.file = file;
        this.header = header;
        this.rows = rows;
    }

    static Columns read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        List<String> header = List.of(lines.get(0).split(",", -1));
        List<String[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length != header.size()) {
                throw new IOException(
                        file + ": " + fields.length + " fields for " + header.size() + " columns: " + line);
            }
            rows.add(fields);
        }
        return new Columns(file, header, rows);
    }

    String[] texts(String column) throws IOException {
        int at = header.indexOf(column);
        if (at < 0) {
            throw new IOException(file + " has no column " + column + ", only " + header);
        }
        return rows.stream().map(fields -> fields[at]).toArray(String[]::new);
    }

    double[] numbers(String column) throws IOException {
        String[] texts = texts(column);
        double[] numbers = new double[texts.length];
        for (int row = 0; row < texts.length; row++) {
            try {
                numbers[row] = Double.parseDouble(texts[row]);
            } catch (NumberFormatException e) {
                throw new IOException(file + ", row " + row + ": not a number: " + texts[row], e);
            }
        }
        return numbers;
    }
}
