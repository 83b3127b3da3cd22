package dev.headwater.embedded;

import dev.headwater.embedded.child.GuardedMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM to start as a child process.
 *
 * @param name the component's name, as people shall read it
 * @param classPath jars and folders
 * @param jvmOptions options for the JVM, such as {@code -Xmx512m}
 * @param mainClass the class to run
 * @param arguments its arguments
 * @param environment added to the environment of this process
 * @param directory working directory, made if missing; the guard's jar is written here
 * @param log standard output and error are appended to this file
 * @param lifetime whether the child ends with this process
 */
public record JavaCommand(
        String name,
        List<Path> classPath,
        List<String> jvmOptions,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment,
        Path directory,
        Path log,
        Lifetime lifetime) {

    public JavaCommand {
        classPath = classPath.stream().map(Path::toAbsolutePath).toList();
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        directory = directory.toAbsolutePath();
        log = log.toAbsolutePath();
    }

    /**
     * Starts the JVM; it may fail later, see {@link ChildProcess#awaitReady}.
     *
     * @throws EmbeddedException if it cannot be started at all
     */
    public ChildProcess start() {
        try {
            Files.createDirectories(directory);
            Files.createDirectories(log.resolveSibling(""));
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            return new ChildProcess(name, log, logStart, builder().start());
        } catch (IOException e) {
            throw new EmbeddedException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private ProcessBuilder builder() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(commandLine())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // What a user sets there for a training JVM (our own agent, say) is not meant for the servers.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().putAll(environment);
        return builder;
    }

    private List<String> commandLine() throws IOException {
        List<String> line = new ArrayList<>(ownSession());
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmOptions);
        line.add("-cp");
        line.add(Stream.concat(Stream.of(GuardJar.writeTo(directory)), classPath.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        if (lifetime == Lifetime.ATTACHED) {
            line.add(GuardedMain.class.getName());
            line.add(Long.toString(ProcessHandle.current().pid()));
        }
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /**
     * A session of its own, so that Ctrl-C and a closed terminal reach only the parent, which ends its children in good
     * order. Both programs replace themselves by the JVM: the pid stays.
     */
    private static List<String> ownSession() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }
}
