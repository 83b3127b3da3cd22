package dev.headwater.agent.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The limits that control groups set, version 1 or 2: the tightest one between the group of the process and the root of
 * what is mounted.
 */
final class ControlGroup {

    /** Version 1 says "no limit" by a number near the largest. */
    private static final long UNLIMITED = 1L << 60;

    /** A mounted hierarchy: the directory of the process's group in it, and those above. */
    private record Hierarchy(List<String> directories) {}

    private final Machine machine;
    private final String process;

    private ControlGroup(Machine machine, String process) {
        this.machine = machine;
        this.process = process;
    }

    /** @param process {@code self} or a process id */
    static void tell(Machine machine, String process, Facts facts) {
        new ControlGroup(machine, process).tell(facts);
    }

    private void tell(Facts facts) {
        Optional<Hierarchy> unified = hierarchy("");
        Optional<Hierarchy> memory = hierarchy("memory");
        if (memory.isEmpty() && unified.isPresent()) {
            facts.accompany("cgroup.version", 2L);
            limit(unified, "memory.max").ifPresent(bytes -> facts.accompany("cgroup.memory.limit.bytes", bytes));
            quota(unified.get()).ifPresent(cores -> facts.accompany("cgroup.cpu.limit", cores));
            facts.accompany("cgroup.cpuset", first(unified, "cpuset.cpus.effective"));
        } else if (memory.isPresent()) {
            facts.accompany("cgroup.version", 1L);
            limit(memory, "memory.limit_in_bytes")
                    .ifPresent(bytes -> facts.accompany("cgroup.memory.limit.bytes", bytes));
            hierarchy("cpu")
                    .ifPresent(
                            cpu -> quotaOfVersion1(cpu).ifPresent(cores -> facts.accompany("cgroup.cpu.limit", cores)));
            facts.accompany("cgroup.cpuset", first(hierarchy("cpuset"), "cpuset.cpus"));
        }
    }

    /** @param controller of version 1; empty for version 2 */
    private Optional<Hierarchy> hierarchy(String controller) {
        for (String line : machine.lines("proc/" + process + "/cgroup")) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && Arrays.asList(parts[1].split(",", -1)).contains(controller)) {
                return mount(controller).map(mount -> below(mount, parts[2]));
            }
        }
        return Optional.empty();
    }

    /** Root within the hierarchy, and where it is mounted. */
    private Optional<String[]> mount(String controller) {
        for (String line : machine.lines("proc/" + process + "/mountinfo")) {
            String[] halves = line.split(" - ", 2);
            if (halves.length < 2) {
                continue;
            }
            String[] first = halves[0].split(" ");
            String[] second = halves[1].split(" ");
            boolean right = controller.isEmpty()
                    ? second[0].equals("cgroup2")
                    : second[0].equals("cgroup")
                            && second.length > 2
                            && Arrays.asList(second[2].split(",")).contains(controller);
            if (right && first.length > 4) {
                return Optional.of(new String[] {first[3], first[4]});
            }
        }
        return Optional.empty();
    }

    private Hierarchy below(String[] mount, String group) {
        String root = mount[0].equals("/") ? "" : mount[0];
        String relative = group.startsWith(root) ? group.substring(root.length()) : group;
        List<String> directories = new ArrayList<>();
        for (String at = relative; at.length() > 1; at = at.substring(0, at.lastIndexOf('/'))) {
            if (machine.isDirectory(mount[1] + at)) {
                directories.add(mount[1] + at);
            }
        }
        directories.add(mount[1]);
        return new Hierarchy(directories);
    }

    private Stream<String> each(Hierarchy hierarchy, String file) {
        return hierarchy.directories().stream().flatMap(directory -> machine.text(directory + "/" + file).stream());
    }

    private Optional<String> first(Optional<Hierarchy> hierarchy, String file) {
        return hierarchy.flatMap(found -> each(found, file).findFirst());
    }

    private OptionalLong limit(Optional<Hierarchy> hierarchy, String file) {
        return hierarchy.stream()
                .flatMap(found -> each(found, file))
                .filter(text -> text.matches("\\d{1,19}"))
                .mapToLong(text -> text.length() > 18 ? UNLIMITED : Long.parseLong(text))
                .filter(bytes -> bytes < UNLIMITED)
                .min();
    }

    /** Cores, from {@code cpu.max}: quota and period in microseconds. */
    private OptionalDouble quota(Hierarchy hierarchy) {
        return each(hierarchy, "cpu.max")
                .map(text -> text.split(" "))
                .filter(pair -> pair.length == 2)
                .flatMap(pair -> cores(pair[0], pair[1]).stream())
                .mapToDouble(cores -> cores)
                .min();
    }

    private OptionalDouble quotaOfVersion1(Hierarchy hierarchy) {
        return hierarchy.directories().stream()
                .flatMap(directory -> cores(
                        machine.text(directory + "/cpu.cfs_quota_us").orElse(""),
                        machine.text(directory + "/cpu.cfs_period_us").orElse(""))
                        .stream())
                .mapToDouble(cores -> cores)
                .min();
    }

    private static Optional<Double> cores(String quota, String period) {
        return quota.matches("\\d{1,15}") && period.matches("[1-9]\\d{0,14}")
                ? Optional.of((double) Long.parseLong(quota) / Long.parseLong(period))
                : Optional.empty();
    }
}
