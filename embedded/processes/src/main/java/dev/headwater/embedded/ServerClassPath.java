package dev.headwater.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the build has put a server's jars: named in order by {@code embedded/SERVER/target/classpath.txt}. */
final class ServerClassPath {
    private ServerClassPath() {}

    /**
     * @param root the checkout
     * @param folder the server's folder below {@code embedded}
     * @param name the server's name for people
     * @throws EmbeddedException if the build has not put the jars there
     */
    static List<Path> read(Path root, String folder, String name) {
        Path target = root.toAbsolutePath().resolve("embedded").resolve(folder).resolve("target");
        Path list = target.resolve("classpath.txt");
        if (!Files.isRegularFile(list)) {
            throw notBuilt(name, root, list);
        }
        List<Path> jars;
        try {
            jars = Arrays.stream(Files.readString(list).strip().split(":"))
                    .map(target::resolve)
                    .toList();
        } catch (IOException e) {
            throw new EmbeddedException("Cannot read " + list + ": " + e.getMessage(), e);
        }
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                throw notBuilt(name, root, jar);
            }
        }
        return jars;
    }

    private static EmbeddedException notBuilt(String name, Path root, Path missing) {
        return new EmbeddedException("The embedded " + name + " is not built: " + missing
                + " is missing. Run `mvn -Dquick package` in " + root.toAbsolutePath() + ".");
    }
}
