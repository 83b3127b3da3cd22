package dev.headwater.agent;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What this process knows about itself without asking anybody. */
record ThisProcess(
        String host, String user, long pid, Path workingDirectory, List<String> commandLine, String entryPoint) {

    static ThisProcess look() {
        String java = System.getProperty("sun.java.command", "");
        String main = java.isEmpty() ? "" : java.split(" ", 2)[0];
        return new ThisProcess(
                hostName(),
                System.getProperty("user.name", "unknown"),
                ProcessHandle.current().pid(),
                Path.of("").toAbsolutePath(),
                ownCommandLine(),
                main.endsWith(".jar") ? new File(main).getName() : main);
    }

    /** Without asking the network: its answer may take seconds. */
    private static String hostName() {
        return Stream.of("/proc/sys/kernel/hostname", "/etc/hostname")
                .map(ThisProcess::read)
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .or(() -> Stream.of("HOSTNAME", "COMPUTERNAME")
                        .map(System::getenv)
                        .filter(name -> name != null && !name.isEmpty())
                        .findFirst())
                .orElse("unknown");
    }

    private static List<String> ownCommandLine() {
        String words = read("/proc/self/cmdline");
        if (!words.isEmpty()) {
            return Arrays.asList(words.split("\0"));
        }
        ProcessHandle.Info info = ProcessHandle.current().info();
        return Stream.concat(info.command().stream(), info.arguments().stream().flatMap(Arrays::stream))
                .toList();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }
}
