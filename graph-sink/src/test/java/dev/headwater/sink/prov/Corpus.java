package dev.headwater.sink.prov;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Documents of others, in the folder of test data. */
final class Corpus {

    private Corpus() {}

    /** Skips the test, saying why, where the data are not there. */
    static List<Path> documents(String part) throws IOException {
        Optional<Path> data = Optional.ofNullable(System.getProperty("headwater.data"))
                .or(() -> Optional.ofNullable(System.getenv("HEADWATER_DATA")))
                .filter(value -> !value.isBlank())
                .map(value -> Path.of(value, "prov-corpus", part));
        assumeTrue(
                data.isPresent() && Files.isDirectory(data.get()), "HEADWATER_DATA names no folder with prov-corpus");
        try (Stream<Path> files = Files.walk(data.get())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
