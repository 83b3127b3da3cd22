package dev.headwater.agent.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which GPUs there are, with driver and CUDA or ROCm version, by asking the tools of their makers. */
final class GpuProbe implements Probe {

    static final List<String> NVIDIA_QUERY =
            List.of("--query-gpu=index,name,driver_version,memory.total,uuid", "--format=csv,noheader,nounits");
    static final List<String> ROCM_QUERY =
            List.of("--showproductname", "--showdriverversion", "--showmeminfo", "vram", "--json");

    private static final int MOST = 64;
    private static final Pattern CUDA = Pattern.compile("CUDA (?:UMD )?Version\\s*:\\s*([0-9.]+)");
    private static final Pattern NVRM = Pattern.compile("(?:Kernel Module|for x86_64|for aarch64)\\s+([0-9.]+)");
    private static final Pattern ROCM_PART = Pattern.compile("\"(card\\d+|system)\"\\s*:\\s*\\{([^}]*)}");
    private static final Pattern ROCM_VALUE = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"([^\"]*)\"");

    private final Machine machine;
    private final Path directory;
    private final Facts facts;
    private final List<Command> commands = new ArrayList<>();
    private boolean nvidia;
    private boolean started;

    /** @param directory to run the tools in */
    GpuProbe(Machine machine, Path directory, Facts facts) {
        this.machine = machine;
        this.directory = directory;
        this.facts = facts;
    }

    @Override
    public Progress advance() {
        try {
            if (!started) {
                started = true;
                start();
            }
            if (!commands.stream().allMatch(Command::done)) {
                return Progress.WAITING;
            }
            if (commands.stream().anyMatch(Command::givenUp)) {
                facts.accompany("gpu.unknown", "the tool of its maker gave no answer within 5 s");
                driverOnly();
            } else if (nvidia) {
                nvidia(commands.get(0).text(), commands.get(1).text());
            } else if (!commands.isEmpty()) {
                rocm(commands.get(0).text());
            } else {
                driverOnly();
            }
        } catch (IOException | RuntimeException e) {
            facts.accompany("gpu.unknown", "the tool of its maker could not be asked: " + e);
        }
        close();
        return Progress.DONE;
    }

    private void start() throws IOException {
        Programs programs = new Programs(machine.environment(), directory);
        Optional<Path> smi = programs.find("nvidia-smi");
        if (smi.isPresent()) {
            nvidia = true;
            commands.add(ask(smi.get(), NVIDIA_QUERY));
            commands.add(ask(smi.get(), List.of()));
            return;
        }
        Optional<Path> rocm = programs.find("rocm-smi");
        if (rocm.isPresent()) {
            commands.add(ask(rocm.get(), ROCM_QUERY));
        }
    }

    private Command ask(Path program, List<String> options) throws IOException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(options);
        return Command.start(directory, Map.of("LC_ALL", "C"), words);
    }

    private void nvidia(String query, String overview) {
        List<String[]> gpus = query.lines()
                .map(line -> line.split("\\s*,\\s*"))
                .filter(columns -> columns.length >= 5 && columns[0].strip().matches("\\d+"))
                .limit(MOST)
                .toList();
        if (gpus.isEmpty()) {
            driverOnly();
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        for (String[] gpu : gpus) {
            String index = gpu[0].strip();
            names.add(gpu[1]);
            facts.decide("gpu." + index + ".name", gpu[1]);
            whole(gpu[3]).ifPresent(mebibytes -> facts.decide("gpu." + index + ".memory.bytes", mebibytes << 20));
            facts.accompany("gpu." + index + ".uuid", gpu[4].strip());
        }
        facts.decide("gpu.count", (long) gpus.size());
        facts.decide("gpu.name", String.join(", ", names));
        facts.decide("gpu.driver", gpus.get(0)[2]);
        Matcher cuda = CUDA.matcher(overview);
        if (cuda.find()) {
            facts.decide("gpu.cuda", cuda.group(1));
        }
    }

    /** Without the tool, Linux still knows the driver and the names. */
    private void driverOnly() {
        machine.text("proc/driver/nvidia/version")
                .map(NVRM::matcher)
                .filter(Matcher::find)
                .ifPresent(version -> facts.decide("gpu.driver", version.group(1)));
    }

    private void rocm(String json) {
        Set<String> names = new LinkedHashSet<>();
        long count = 0;
        Matcher part = ROCM_PART.matcher(json);
        while (part.find() && count < MOST) {
            Map<String, String> values = new HashMap<>();
            Matcher value = ROCM_VALUE.matcher(part.group(2));
            while (value.find()) {
                values.put(
                        value.group(1).toLowerCase(Locale.ROOT), value.group(2).strip());
            }
            if (part.group(1).equals("system")) {
                Optional.ofNullable(values.get("driver version"))
                        .ifPresent(driver -> facts.decide("gpu.driver", driver));
                continue;
            }
            String gpu = "gpu." + part.group(1).substring(4);
            String name = values.getOrDefault("card series", values.getOrDefault("card model", "AMD GPU"));
            names.add(name);
            facts.decide(gpu + ".name", name);
            Optional.ofNullable(values.get("gfx version")).ifPresent(gfx -> facts.decide(gpu + ".gfx", gfx));
            whole(values.getOrDefault("vram total memory (b)", ""))
                    .ifPresent(bytes -> facts.decide(gpu + ".memory.bytes", bytes));
            count++;
        }
        if (count > 0) {
            facts.decide("gpu.count", count);
            facts.decide("gpu.name", String.join(", ", names));
            facts.decide("gpu.rocm", machine.text("opt/rocm/.info/version"));
        }
    }

    private static Optional<Long> whole(String text) {
        return text.strip().matches("\\d{1,15}") ? Optional.of(Long.valueOf(text.strip())) : Optional.empty();
    }

    @Override
    public void abandon() {
        facts.accompany("gpu.unknown", "the run was over before the tool of its maker answered");
        close();
    }

    private void close() {
        commands.forEach(Command::close);
        commands.clear();
    }
}
