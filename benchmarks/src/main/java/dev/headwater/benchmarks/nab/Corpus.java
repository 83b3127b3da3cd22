package dev.headwater.benchmarks.nab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headwater.benchmarks.nab.LabelledSeries.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The series and profiles of NAB as they lie in a folder: a checkout of it, or a part with {@code data}, {@code labels} and
 * {@code profiles.json}.
 *
 * @param series by name
 * @param profiles in the order of the file: standard first
 */
public record Corpus(List<LabelledSeries> series, List<Profile> profiles) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .appendPattern("HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .toFormatter();

    public Corpus {
        series = List.copyOf(series);
        profiles = List.copyOf(profiles);
        if (profiles.isEmpty() || !profiles.get(0).name().equals("standard")) {
            throw new IllegalArgumentException("the first profile must be standard: " + profiles);
        }
    }

    /** Reads all files that are there; labels of others are passed over. */
    public static Corpus read(Path folder) throws IOException {
        JsonNode labels =
                JSON.readTree(folder.resolve("labels/combined_windows.json").toFile());
        Path data = folder.resolve("data");
        List<LabelledSeries> series = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
                String name = data.relativize(file).toString().replace('\\', '/');
                JsonNode windows = labels.get(name);
                if (windows == null) {
                    throw new IOException(file + " has no windows in labels/combined_windows.json");
                }
                series.add(series(name, Columns.read(file), windows));
            }
        }
        Path whole = folder.resolve("config/profiles.json");
        return new Corpus(series, profiles(Files.exists(whole) ? whole : folder.resolve("profiles.json")));
    }

    /** The profile that weighs a false alarm and a missed window as NAB's headline figures do. */
    Profile standard() {
        return profiles.get(0);
    }

    /** Only some of the series. */
    Corpus only(Predicate<LabelledSeries> wanted) {
        return new Corpus(series.stream().filter(wanted).toList(), profiles);
    }

    private static LabelledSeries series(String name, Columns columns, JsonNode labelled) throws IOException {
        String[] written = columns.texts("timestamp");
        Map<Long, Integer> rows = new TreeMap<>();
        long[] times = new long[written.length];
        for (int row = 0; row < times.length; row++) {
            times[row] = millis(written[row]);
            rows.putIfAbsent(times[row], row);
        }
        List<Window> windows = new ArrayList<>();
        for (JsonNode window : labelled) {
            Integer first = rows.get(millis(window.get(0).textValue()));
            Integer last = rows.get(millis(window.get(1).textValue()));
            if (first == null || last == null) {
                throw new IOException(name + " has no row at an edge of the window " + window);
            }
            windows.add(new Window(first, last));
        }
        return new LabelledSeries(name, times, columns.numbers("value"), windows);
    }

    private static List<Profile> profiles(Path file) throws IOException {
        List<Profile> profiles = new ArrayList<>();
        JSON.readTree(file.toFile()).fields().forEachRemaining(profile -> {
            JsonNode costs = profile.getValue().get("CostMatrix");
            profiles.add(new Profile(
                    profile.getKey(),
                    costs.get("tpWeight").doubleValue(),
                    costs.get("fpWeight").doubleValue(),
                    costs.get("fnWeight").doubleValue()));
        });
        return profiles;
    }

    private static long millis(String time) {
        return LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
