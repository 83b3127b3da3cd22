package dev.headwater.agent.capture;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JVM that the run is, or that the wrapped command starts. */
final class JvmFacts {

    /** Flags that choose what is computed, not how fast, how large or how loudly. */
    private static final Pattern DECIDES =
            Pattern.compile("-XX:.*|-ea.*|-enableassertions.*|-esa|--enable-preview|--add-modules.*|-Xint|-Xcomp"
                    + "|-Djava\\.util\\.concurrent\\.ForkJoinPool\\..*");

    private static final Pattern ONLY_RUNS = Pattern.compile(
            "-XX:[+-]?\\w*(?:Heap|GC|Log|Print|Dump|RAM|Metaspace|Error|"
                    + "Flight|StackSize|StackTrace|Memory|NUMA|Pages|Pause|Cache|Shared|OnOutOf|Tracking|Perf|Agent|Attach).*");

    private JvmFacts() {}

    /** This JVM. */
    static void own(Facts facts) {
        facts.decide("java.version", System.getProperty("java.version", "unknown"));
        facts.decide("java.vendor", System.getProperty("java.vendor", "unknown"));
        facts.decide(
                "java.vm", System.getProperty("java.vm.name", "") + " " + System.getProperty("java.vm.version", ""));
        for (String property : List.of("file.encoding", "user.language", "user.timezone")) {
            Optional.ofNullable(System.getProperty(property))
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> facts.accompany("java." + property, value));
        }
        flags(ManagementFactory.getRuntimeMXBean().getInputArguments(), facts);
    }

    /** A JVM that a command starts: what its installation says of itself. */
    static void wrapped(Path launcher, JavaCommand command, Facts facts) {
        try {
            Path bin = launcher.toRealPath().getParent();
            Path home = bin == null ? null : bin.getParent();
            if (home != null && Files.isReadable(home.resolve("release"))) {
                Machine installation = new Machine(home, Map.of());
                facts.decide(
                        "java.version",
                        installation.values("release", "JAVA_VERSION", '=').findFirst());
                facts.decide(
                        "java.vendor",
                        installation.values("release", "IMPLEMENTOR", '=').findFirst());
                facts.decide(
                        "java.vm",
                        installation
                                .values("release", "IMPLEMENTOR_VERSION", '=')
                                .findFirst());
            }
        } catch (IOException | RuntimeException e) {
            // An installation of another make: its version is not said.
        }
        flags(command.flags(), facts);
    }

    private static void flags(List<String> flags, Facts facts) {
        List<String> clean = Redactor.commandLine(flags);
        if (!clean.isEmpty()) {
            facts.accompany("java.flags", String.join(" ", clean));
        }
        List<String> deciding = clean.stream()
                .filter(flag -> DECIDES.matcher(flag).matches()
                        && !ONLY_RUNS.matcher(flag).matches())
                .sorted()
                .toList();
        if (!deciding.isEmpty()) {
            facts.decide("java.flags.deciding", String.join(" ", deciding));
        }
    }
}
