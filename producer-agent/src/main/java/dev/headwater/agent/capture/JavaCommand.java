package dev.headwater.agent.capture;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command line of the {@code java} launcher.
 *
 * @param entryPoint main class, jar or source file
 * @param classPath entries of class path and module path, and the jar; as given
 * @param flags options of the JVM
 * @param readsFile whether options are in a file ({@code @file}), so that the class path may be there
 */
record JavaCommand(Optional<String> entryPoint, List<String> classPath, List<String> flags, boolean readsFile) {

    private static final Set<String> CLASS_PATHS = Set.of("-cp", "-classpath", "--class-path");
    private static final Set<String> MODULE_PATHS = Set.of("-p", "--module-path");
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

    /**
     * @param words the first one names the launcher
     * @param usual class path where the words give none: the environment variable {@code CLASSPATH}, or empty
     */
    static JavaCommand of(List<String> words, String usual) {
        String classPath = usual;
        String modulePath = "";
        List<String> flags = new ArrayList<>();
        boolean readsFile = false;
        Optional<String> entryPoint = Optional.empty();
        for (int i = 1; i < words.size() && entryPoint.isEmpty(); i++) {
            String word = words.get(i);
            boolean more = i + 1 < words.size();
            if (CLASS_PATHS.contains(word) && more) {
                classPath = words.get(++i);
            } else if (word.startsWith("--class-path=")) {
                classPath = word.substring(word.indexOf('=') + 1);
            } else if (MODULE_PATHS.contains(word) && more) {
                modulePath = words.get(++i);
            } else if (word.startsWith("--module-path=")) {
                modulePath = word.substring(word.indexOf('=') + 1);
            } else if (word.equals("-jar") && more) {
                // Whatever else was given as class path is not looked at.
                classPath = words.get(i + 1);
                entryPoint = Optional.of(EntryPoint.fileName(classPath));
            } else if ((word.equals("-m") || word.equals("--module")) && more) {
                entryPoint = Optional.of(words.get(i + 1));
            } else if (VALUED.contains(word) && more) {
                flags.add(word + "=" + words.get(++i));
            } else if (word.startsWith("-")) {
                flags.add(word);
            } else if (word.startsWith("@")) {
                readsFile = true;
            } else {
                entryPoint = Optional.of(word);
            }
        }
        return new JavaCommand(
                entryPoint,
                Stream.of(classPath, modulePath).flatMap(JavaCommand::entries).toList(),
                flags,
                readsFile);
    }

    private static Stream<String> entries(String path) {
        return path.isEmpty() ? Stream.empty() : Arrays.stream(path.split(File.pathSeparator));
    }
}
