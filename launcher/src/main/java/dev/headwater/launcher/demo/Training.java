package dev.headwater.launcher.demo;

import dev.headwater.launcher.stack.Addresses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The training program as a process of its own: nothing on its class path but itself and the agent's jar.
 *
 * @param runId id of its run
 * @param name name of its run
 * @param log what it prints
 */
record Training(String runId, String name, Process process, Path log) {

    private static final List<String> NOT_INHERITED = List.of(
            "HEADWATER_DISABLED",
            "HEADWATER_EXPERIMENT",
            "HEADWATER_JOIN",
            "HEADWATER_NAME",
            "HEADWATER_SCHEMA_REGISTRY",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "RANK",
            "WORLD_SIZE");

    /**
     * Starts it. Its working directory is the checkout, so that the commit of its source code is found.
     *
     * @param home of the stack
     * @param folder to work in
     */
    static Training start(
            Path root,
            Path home,
            Addresses addresses,
            String runId,
            String name,
            Path folder,
            double learningRate,
            Optional<Path> checkpoint)
            throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("training.log");
        Path target = root.resolve("launcher/target/classes");
        Path agent = root.resolve("producer-agent/target/headwater-agent.jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                target + File.pathSeparator + agent,
                "dev.headwater.demo.DigitsTrainer",
                folder.toString(),
                name,
                Double.toString(learningRate)));
        checkpoint.ifPresent(file -> command.add(file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(NOT_INHERITED);
        builder.environment()
                .putAll(Map.of(
                        "HEADWATER_BOOTSTRAP", addresses.bootstrap(),
                        "HEADWATER_HOME", home.toString(),
                        "HEADWATER_RUN_ID", runId));
        Process process = builder.start();
        endWithThisProcess(process);
        return new Training(runId, name, process, log);
    }

    /**
     * Sees to it that the training ends with this process even if this one is killed: a shell waits for the end of a
     * pipe that only we hold. A guard inside the training would show in what is recorded of it.
     */
    private static void endWithThisProcess(Process training) throws IOException {
        long pid = training.pid();
        Process guard = new ProcessBuilder(
                        "/bin/sh", "-c", "read -r nothing; kill " + pid + " && sleep 3 && kill -9 " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<Process> unused = training.onExit().whenComplete((ended, failure) -> guard.destroyForcibly());
    }

    /** The last lines that it printed. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }
}
