package dev.headwater.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The checkout that these tests are part of. */
final class Checkout {
    private Checkout() {}

    static Path root() {
        return Path.of(System.getProperty("headwater.root"));
    }

    /** The class path of these tests, for a JVM of their own. */
    static List<Path> testClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
