package dev.headwater.judges.panel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that was run to its end.
 *
 * @param status its exit status
 * @param output what it printed, errors included
 */
record Child(int status, String output) {

    /**
     * Runs a judge's main class with the class path that the build made for it.
     *
     * @param root the checkout
     * @param folder the judge's folder below {@code graph-sink/judges}
     */
    static Child java(Path root, String folder, String mainClass, String... arguments)
            throws IOException, InterruptedException {
        Path target = root.resolve("graph-sink/judges").resolve(folder).resolve("target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IOException("the judge " + folder + " is not built: " + target.resolve("lib")
                    + " is missing; run `mvn process-classes`");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                target.resolve("classes") + System.getProperty("path.separator") + target.resolve("lib") + "/*",
                mainClass));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static Child run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Child(process.waitFor(), output.strip());
    }

    /** The output, shortened for a message. */
    String summary() {
        return output.length() > 2_000 ? output.substring(0, 2_000) + "…" : output;
    }
}
