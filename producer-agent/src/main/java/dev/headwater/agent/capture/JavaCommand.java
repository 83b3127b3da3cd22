package dev.headwater.agent.capture;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command line of the {@code java} launcher.
 *
 * @param entryPoint main class, jar or source file
 * @param classPath entries of class path and module path, and the jar; as given
 * @param flags options of the JVM
 */
record JavaCommand(Optional<String> entryPoint, List<String> classPath, List<String> flags) {

    private static final Set<String> CLASS_PATHS = Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path");
    private static final Set<String> VALUED = Set.of(
            "--add-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--limit-modules",
            "--upgrade-module-path",
            "--patch-module",
            "--enable-native-access",
            "--source",
            "-d",
            "--describe-module");

    /** @param words the first one names the launcher */
    static JavaCommand of(List<String> words) {
        List<String> classPath = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean more = i + 1 < words.size();
            if (CLASS_PATHS.contains(word) && more) {
                classPath.addAll(Arrays.asList(words.get(++i).split(File.pathSeparator)));
            } else if (word.equals("-jar") && more) {
                classPath.add(words.get(i + 1));
                return new JavaCommand(Optional.of(EntryPoint.fileName(words.get(i + 1))), classPath, flags);
            } else if ((word.equals("-m") || word.equals("--module")) && more) {
                return new JavaCommand(Optional.of(words.get(i + 1)), classPath, flags);
            } else if (VALUED.contains(word) && more) {
                flags.add(word + "=" + words.get(++i));
            } else if (word.startsWith("-")) {
                flags.add(word);
            } else if (!word.startsWith("@")) {
                return new JavaCommand(Optional.of(word), classPath, flags);
            }
        }
        return new JavaCommand(Optional.empty(), classPath, flags);
    }
}
