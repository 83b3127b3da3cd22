package dev.headwater.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Handwritten digits: one row of {@value #PIXELS} pixels from 0 to 1 per image, and which digit it shows.
 *
 * <p>The numbers are the test set of UCI's Optical Recognition of Handwritten Digits; see NOTICE.
 */
public record Digits(double[][] images, int[] labels) {

    public static final int PIXELS = 64;
    public static final int CLASSES = 10;

    private static final double BRIGHTEST = 16;

    public int count() {
        return labels.length;
    }

    /** The images from (inclusive) to (exclusive). */
    public Digits part(int from, int to) {
        return new Digits(Arrays.copyOfRange(images, from, to), Arrays.copyOfRange(labels, from, to));
    }

    /** Unpacks the numbers that come with Headwater into a CSV file: 64 pixels from 0 to 16, then the digit. */
    public static void unpack(Path csv) throws IOException {
        try (InputStream packed = Digits.class.getResourceAsStream("digits.csv.gz")) {
            Files.copy(new GZIPInputStream(Objects.requireNonNull(packed)), csv);
        }
    }

    /** Reads what {@link #unpack} wrote. */
    public static Digits read(Path csv) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(csv, StandardCharsets.US_ASCII)) {
            List<double[]> rows = lines.lines()
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
            double[][] images = rows.stream()
                    .map(row -> Arrays.stream(row, 0, PIXELS)
                            .map(pixel -> pixel / BRIGHTEST)
                            .toArray())
                    .toArray(double[][]::new);
            int[] labels = rows.stream().mapToInt(row -> (int) row[PIXELS]).toArray();
            return new Digits(images, labels);
        }
    }
}
