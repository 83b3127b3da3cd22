package dev.headwater.launcher.imports.metrics;

import dev.headwater.sink.yprov.Surroundings.PointReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CSV: a line that names the columns or the metric, then epoch, value and time in milliseconds, between commas or what the run
 * chose instead.
 */
final class CsvMetrics implements MetricFormat {

    private static final Pattern POINT = Pattern.compile("(-?\\d+)([^\\w.+-])(.*)\\2 ?(-?\\d+)\\s*");

    @Override
    public boolean is(Path file) {
        String name = String.valueOf(file.getFileName());
        return (name.endsWith(".csv") || name.endsWith(".txt")) && Files.isRegularFile(file);
    }

    @Override
    public Optional<String> read(Path file, PointReader reader) throws IOException {
        long left = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher point = POINT.matcher(line);
                if (!point.matches() || !read(point, reader)) {
                    left += line.isBlank() ? 0 : 1;
                }
            }
        } catch (MalformedInputException e) {
            throw new IOException("is no text in UTF-8", e);
        }
        return left == 0 ? Optional.empty() : Optional.of(left + " lines are not epoch, number and time, and left out");
    }

    private static boolean read(Matcher point, PointReader reader) {
        try {
            long step = Long.parseLong(point.group(1));
            long time = Long.parseLong(point.group(4));
            double value = number(point.group(3).strip());
            reader.point(step, time, value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** As Python prints it. */
    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
