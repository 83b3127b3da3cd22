package dev.headwater.sink.prov;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Documents of others, in the folder of test data. Without them tests are skipped, and say why. */
public final class Corpus {

    private Corpus() {}

    /** Of one of the corpora. */
    public static List<Path> documents(String part) throws IOException {
        return in("prov-corpus/" + part);
    }

    /** Of the cases of ProvToolbox's validator, which {@code judges/constraint-cases.py} makes. */
    public static List<Path> constraintCases() throws IOException {
        return in("prov-constraints");
    }

    private static List<Path> in(String folder) throws IOException {
        Optional<Path> found = Optional.ofNullable(System.getProperty("headwater.data"))
                .or(() -> Optional.ofNullable(System.getenv("HEADWATER_DATA")))
                .filter(value -> !value.isBlank())
                .map(value -> Path.of(value, folder));
        assumeTrue(
                found.isPresent() && Files.isDirectory(found.get()), "HEADWATER_DATA names no folder with " + folder);
        try (Stream<Path> files = Files.walk(found.get())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
