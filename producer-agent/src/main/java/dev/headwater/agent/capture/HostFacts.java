package dev.headwater.agent.capture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Operating system, processors and memory. */
final class HostFacts {

    /** Instructions that numeric libraries choose their kernels by: they decide the last digits of a sum. */
    private static final Set<String> VECTOR = Set.of(
            "sse4_2",
            "avx",
            "avx2",
            "fma",
            "f16c",
            "avx512f",
            "avx512bw",
            "avx512_vnni",
            "avx512_bf16",
            "avx512_fp16",
            "avx_vnni",
            "amx_bf16",
            "amx_int8",
            "asimd",
            "asimdhp",
            "asimddp",
            "sve",
            "sve2",
            "bf16",
            "i8mm");

    private HostFacts() {}

    static void tell(Machine machine, Facts facts) {
        for (String property : List.of("os.name", "os.arch")) {
            facts.decide(property, System.getProperty(property, "unknown"));
        }
        facts.accompany(
                "os.version",
                machine.text("proc/sys/kernel/osrelease").orElse(System.getProperty("os.version", "unknown")));
        machine.values("etc/os-release", "ID", '=')
                .findFirst()
                .ifPresent(id -> facts.decide(
                        "os.distribution",
                        (id + " "
                                        + machine.values("etc/os-release", "VERSION_ID", '=')
                                                .findFirst()
                                                .orElse(""))
                                .strip()));
        long processors = machine.values("proc/cpuinfo", "processor").count();
        int available = Runtime.getRuntime().availableProcessors();
        facts.decide("cpu.count", processors == 0 ? (long) available : processors);
        facts.accompany("cpu.available", (long) available);
        facts.decide("cpu.model", model(machine));
        vector(machine).ifPresent(vector -> facts.decide("cpu.vector", vector));
        machine.values("proc/meminfo", "MemTotal")
                .findFirst()
                .map(text -> text.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty() && digits.length() < 16)
                .ifPresent(kibibytes -> facts.accompany("memory.bytes", Long.parseLong(kibibytes) * 1024));
    }

    private static Optional<String> model(Machine machine) {
        return machine.values("proc/cpuinfo", "model name")
                .findFirst()
                .or(() -> machine.values("proc/cpuinfo", "CPU part")
                        .findFirst()
                        .map(part -> "implementer "
                                + machine.values("proc/cpuinfo", "CPU implementer")
                                        .findFirst()
                                        .orElse("?")
                                + " part " + part));
    }

    private static Optional<String> vector(Machine machine) {
        return machine.values("proc/cpuinfo", "flags")
                .findFirst()
                .or(() -> machine.values("proc/cpuinfo", "Features").findFirst())
                .map(flags -> {
                    Set<String> known = new TreeSet<>(Arrays.asList(flags.split(" ")));
                    known.retainAll(VECTOR);
                    return String.join(" ", known);
                })
                .filter(known -> !known.isEmpty());
    }
}
