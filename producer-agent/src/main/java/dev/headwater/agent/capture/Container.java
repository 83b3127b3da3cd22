package dev.headwater.agent.capture;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The container that a process is in: runtime, id and image, as far as a process in it can tell; the pod around it. */
final class Container {

    private static final Pattern ID = Pattern.compile(
            "(?:/|docker-|crio-|libpod-|cri-containerd-|containers/)([0-9a-f]{64})(?:\\.scope)?(?:/|$|\\s)");
    private static final Pattern POD =
            Pattern.compile("pod([0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12})");
    private static final String NAMESPACE = "var/run/secrets/kubernetes.io/serviceaccount/namespace";
    /** Parts of paths of control groups and mounts, and the runtime that has such; the first one found counts. */
    private static final List<String[]> TRACES = List.of(
            new String[] {"libpod", "podman"},
            new String[] {"overlay-containers", "podman"},
            new String[] {"crio", "cri-o"},
            new String[] {"containerd", "containerd"},
            new String[] {"docker", "docker"},
            new String[] {"lxc", "lxc"});

    private Container() {}

    /** @param process {@code self} or a process id */
    static void tell(Machine machine, String process, Facts facts) {
        String groups = machine.text("proc/" + process + "/cgroup").orElse("");
        // Of the mounts only those that runtimes put into every container.
        String mounts = String.join(
                "\n",
                machine.lines("proc/" + process + "/mountinfo").stream()
                        .filter(line -> Stream.of(" /etc/hostname ", " /etc/resolv.conf ", " /etc/hosts ")
                                .anyMatch(line::contains))
                        .toList());
        Optional<String> runtime = runtime(machine, groups, mounts);
        facts.accompany("container.runtime", runtime);
        if (runtime.isPresent()) {
            facts.accompany("container.id", id(machine, groups, mounts));
            facts.accompany("container.image", image(machine));
        }
        kubernetes(machine, groups + "\n" + mounts, facts);
    }

    private static Optional<String> runtime(Machine machine, String groups, String mounts) {
        for (String name : List.of("apptainer", "singularity")) {
            if (machine.variable(name.toUpperCase(Locale.ROOT) + "_CONTAINER").isPresent()) {
                return Optional.of(name);
            }
        }
        if (Files.exists(machine.path("run/.containerenv"))) {
            return Optional.of("podman");
        }
        if (Files.exists(machine.path(".dockerenv"))) {
            return Optional.of("docker");
        }
        if (!first(ID, groups).isPresent()
                && !first(ID, mounts).isPresent()
                && kubernetesPod(machine, groups).isEmpty()) {
            return machine.variable("container");
        }
        String traces = groups + "\n" + mounts;
        return TRACES.stream()
                .filter(trace -> traces.contains(trace[0]))
                .map(trace -> trace[1])
                .findFirst()
                .or(() -> machine.variable("container"))
                .or(() -> Optional.of(traces.contains("kube") ? "kubernetes" : "unknown"));
    }

    private static Optional<String> id(Machine machine, String groups, String mounts) {
        return first(ID, groups)
                .or(() -> first(ID, mounts))
                .or(() -> machine.values("run/.containerenv", "id", '=').findFirst());
    }

    private static Optional<String> image(Machine machine) {
        return machine.variable("HEADWATER_CONTAINER_IMAGE")
                .or(() -> machine.values("run/.containerenv", "image", '=').findFirst())
                .or(() -> machine.variable("APPTAINER_CONTAINER"))
                .or(() -> machine.variable("SINGULARITY_CONTAINER"))
                .or(() -> machine.variable("CONTAINER_IMAGE"));
    }

    private static Optional<String> kubernetesPod(Machine machine, String traces) {
        return first(POD, traces).map(uid -> uid.replace('_', '-')).or(() -> machine.variable("POD_UID"));
    }

    private static void kubernetes(Machine machine, String traces, Facts facts) {
        Optional<String> pod = kubernetesPod(machine, traces);
        if (machine.variable("KUBERNETES_SERVICE_HOST").isEmpty() && pod.isEmpty()) {
            return;
        }
        facts.accompany("kubernetes.pod.uid", pod);
        facts.accompany("kubernetes.pod", machine.variable("POD_NAME").or(() -> machine.variable("HOSTNAME")));
        facts.accompany(
                "kubernetes.namespace", machine.variable("POD_NAMESPACE").or(() -> machine.text(NAMESPACE)));
        facts.accompany("kubernetes.node", machine.variable("NODE_NAME"));
        facts.accompany("kubernetes.job.index", machine.variable("JOB_COMPLETION_INDEX"));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
