package dev.headwater.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.headwater.event.EnvironmentCaptured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts read from file trees as hosts, containers and clusters show them. */
class HostTreeTest {

    private static final String ID = "3f2a".repeat(16);
    private static final String POD = "1b2c3d4e-0000-4111-8222-aabbccddeeff";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent() == null ? root : file.getParent());
        Files.writeString(file, text);
    }

    private EnvironmentCaptured look(Map<String, String> environment) {
        Machine machine = new Machine(root, environment);
        Facts facts = new Facts();
        HostFacts.tell(machine, facts);
        ControlGroup.tell(machine, "self", facts);
        Container.tell(machine, "self", facts);
        Variables.tell(machine, facts);
        return facts.captured();
    }

    private Map<String, Object> run(Map<String, String> environment) {
        return look(environment).getRunFacts();
    }

    @Test
    void systemProcessorsAndMemoryAreRead() throws IOException {
        file("proc/sys/kernel/osrelease", "6.1.0-13-amd64\n");
        file("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\nVERSION_ID=\"12\"\n");
        String cpu = "model name\t: AMD EPYC 7763\nflags\t\t: fpu avx avx2 fma sse4_2 rdtscp\n\n";
        file("proc/cpuinfo", "processor\t: 0\n" + cpu + "processor\t: 1\n" + cpu);
        file("proc/meminfo", "MemTotal:       16384000 kB\nMemFree: 1 kB\n");

        EnvironmentCaptured environment = look(Map.of());

        assertThat(environment.getFacts())
                .contains(
                        entry("os.distribution", "debian 12"),
                        entry("cpu.count", 2L),
                        entry("cpu.model", "AMD EPYC 7763"),
                        entry("cpu.vector", "avx avx2 fma sse4_2"))
                .containsKeys("os.name", "os.arch")
                .doesNotContainKeys("os.version", "memory.bytes");
        assertThat(environment.getRunFacts())
                .contains(entry("os.version", "6.1.0-13-amd64"), entry("memory.bytes", 16384000L * 1024));
    }

    @Test
    void anArmProcessorHasAPartNumber() throws IOException {
        file("proc/cpuinfo", "processor\t: 0\nFeatures\t: fp asimd sve\nCPU implementer\t: 0x41\nCPU part\t: 0xd40\n");
        assertThat(look(Map.of()).getFacts())
                .contains(entry("cpu.model", "implementer 0x41 part 0xd40"), entry("cpu.vector", "asimd sve"));
    }

    @Test
    void whatOnlyAccompaniesARunLeavesTheDigestAlone() throws IOException {
        file("proc/sys/kernel/osrelease", "1");
        String sha256 = look(Map.of("SLURM_JOB_ID", "1")).getSha256();
        file("proc/sys/kernel/osrelease", "2");
        file("proc/meminfo", "MemTotal: 1 kB");
        file(".dockerenv", "");
        assertThat(look(Map.of("SLURM_JOB_ID", "2", "CUDA_VISIBLE_DEVICES", "3"))
                        .getSha256())
                .isEqualTo(sha256);
        assertThat(look(Map.of("PYTHONHASHSEED", "0")).getSha256()).isNotEqualTo(sha256);
    }

    @Test
    void theTightestLimitOfVersion2Counts() throws IOException {
        file("proc/self/cgroup", "0::/user.slice/job.scope\n");
        file("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw\n");
        file("sys/fs/cgroup/user.slice/memory.max", "8589934592\n");
        file("sys/fs/cgroup/user.slice/cpu.max", "150000 100000\n");
        file("sys/fs/cgroup/user.slice/job.scope/memory.max", "max\n");
        file("sys/fs/cgroup/user.slice/job.scope/cpu.max", "max 100000\n");
        file("sys/fs/cgroup/user.slice/job.scope/cpuset.cpus.effective", "0-3\n");

        assertThat(run(Map.of()))
                .contains(
                        entry("cgroup.version", 2L),
                        entry("cgroup.memory.limit.bytes", 8589934592L),
                        entry("cgroup.cpu.limit", 1.5),
                        entry("cgroup.cpuset", "0-3"));
    }

    @Test
    void insideAContainerOfVersion2TheOwnGroupIsTheRoot() throws IOException {
        file("proc/self/cgroup", "0::/\n");
        file("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
        file("sys/fs/cgroup/memory.max", "1073741824");
        file("sys/fs/cgroup/cpu.max", "50000 100000");
        assertThat(run(Map.of()))
                .contains(entry("cgroup.memory.limit.bytes", 1073741824L), entry("cgroup.cpu.limit", 0.5));
    }

    @Test
    void version1HasAHierarchyPerController() throws IOException {
        file(
                "proc/self/cgroup",
                "5:memory:/docker/" + ID + "\n4:cpu,cpuacct:/docker/" + ID + "\n3:cpuset:/docker/" + ID + "\n");
        file(
                "proc/self/mountinfo",
                "40 30 0:34 /docker/" + ID + " /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
                        + "41 30 0:35 /docker/" + ID + " /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n"
                        + "42 30 0:36 /docker/" + ID + " /sys/fs/cgroup/cpuset ro - cgroup cgroup rw,cpuset\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "200000");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000");
        file("sys/fs/cgroup/cpuset/cpuset.cpus", "0,2");

        assertThat(run(Map.of()))
                .contains(
                        entry("cgroup.version", 1L),
                        entry("cgroup.memory.limit.bytes", 536870912L),
                        entry("cgroup.cpu.limit", 2.0),
                        entry("cgroup.cpuset", "0,2"),
                        entry("container.runtime", "docker"),
                        entry("container.id", ID));
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
        file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1");
        assertThat(run(Map.of())).doesNotContainKeys("cgroup.memory.limit.bytes", "cgroup.cpu.limit");
    }

    @Test
    void dockerOnVersion2IsKnownByItsMounts() throws IOException {
        file(".dockerenv", "");
        file("proc/self/cgroup", "0::/\n");
        file(
                "proc/self/mountinfo",
                "9 8 0:1 / / rw - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/" + "b".repeat(64) + "/diff\n"
                        + "50 40 8:1 /var/lib/docker/containers/" + ID
                        + "/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n");
        assertThat(run(Map.of())).contains(entry("container.runtime", "docker"), entry("container.id", ID));
        assertThat(run(Map.of("HEADWATER_CONTAINER_IMAGE", "registry.example.org/train:2")))
                .contains(entry("container.image", "registry.example.org/train:2"));
    }

    @Test
    void podmanTellsItsImage() throws IOException {
        file("run/.containerenv", "engine=\"podman-4.3.1\"\nid=\"" + ID + "\"\nimage=\"docker.io/library/python:3\"\n");
        assertThat(run(Map.of()))
                .contains(
                        entry("container.runtime", "podman"),
                        entry("container.id", ID),
                        entry("container.image", "docker.io/library/python:3"));
    }

    @Test
    void aPodIsKnownByItsGroupAndItsVariables() throws IOException {
        file(
                "proc/self/cgroup",
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + POD.replace('-', '_')
                        + ".slice/cri-containerd-" + ID + ".scope\n");
        file("var/run/secrets/kubernetes.io/serviceaccount/namespace", "research");
        assertThat(run(Map.of(
                        "KUBERNETES_SERVICE_HOST", "10.0.0.1", "HOSTNAME", "train-0", "JOB_COMPLETION_INDEX", "0")))
                .contains(
                        entry("container.runtime", "containerd"),
                        entry("container.id", ID),
                        entry("kubernetes.pod", "train-0"),
                        entry("kubernetes.pod.uid", POD),
                        entry("kubernetes.namespace", "research"),
                        entry("kubernetes.job.index", "0"));
    }

    @Test
    void apptainerTellsItsImageFile() {
        assertThat(run(Map.of("APPTAINER_CONTAINER", "/images/torch.sif")))
                .contains(entry("container.runtime", "apptainer"), entry("container.image", "/images/torch.sif"));
    }

    @Test
    void aPlainHostIsInNoContainer() throws IOException {
        file("proc/self/cgroup", "0::/user.slice/user-1000.slice/session-2.scope\n");
        file(
                "proc/self/mountinfo",
                "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"
                        + "9 8 0:1 /docker/volumes /data rw - ext4 /dev/sda rw\n");
        assertThat(run(Map.of()).keySet()).noneMatch(fact -> fact.startsWith("container."));
        assertThat(run(Map.of()).keySet()).noneMatch(fact -> fact.startsWith("kubernetes."));
    }

    @Test
    void schedulersAndLaunchersSayWhichJobItIs() {
        assertThat(run(Map.of(
                        "SLURM_JOB_ID", "42",
                        "SLURM_JOB_PARTITION", "gpu",
                        "SLURM_PROCID", "3",
                        "PBS_JOBID", "7.head",
                        "LSB_JOBID", "9",
                        "OMPI_COMM_WORLD_SIZE", "8",
                        "TORCHELASTIC_RUN_ID", "none",
                        "MASTER_ADDR", "node-1",
                        "AZUREML_RUN_ID", "a1")))
                .contains(
                        entry("slurm.job_id", "42"),
                        entry("slurm.job_partition", "gpu"),
                        entry("pbs.jobid", "7.head"),
                        entry("lsf.jobid", "9"),
                        entry("mpi.size", "8"),
                        entry("torchrun.run_id", "none"),
                        entry("torchrun.master_addr", "node-1"),
                        entry("scheduler.azureml_run_id", "a1"))
                .doesNotContainKey("slurm.procid");
    }

    @Test
    void onlyVariablesOfTheListAreRead() {
        EnvironmentCaptured environment = look(Map.of(
                "OMP_NUM_THREADS", "4",
                "CUDA_VISIBLE_DEVICES", "0",
                "PYTHONPATH", "/x:https://u:p@h/",
                "MY_OWN", "x",
                "OPENAI_API_KEY", "x"));
        assertThat(environment.getFacts()).contains(entry("env.OMP_NUM_THREADS", "4"));
        assertThat(environment.getRunFacts())
                .contains(entry("env.CUDA_VISIBLE_DEVICES", "0"), entry("env.PYTHONPATH", "/x:https://h/"));
        assertThat(environment.toString()).doesNotContain("MY_OWN").doesNotContain("OPENAI");
    }

    @Test
    void theDocumentNamesEveryVariableThatIsRead() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "capture.md"));
        assertThat(document).contains(Variables.DECIDING).contains(Variables.GOOD_TO_KNOW);
        assertThat(document).contains(Variables.SCHEDULER);
    }

    @Test
    void theListsDoNotOverlap() {
        assertThat(Variables.DECIDING).doesNotContainAnyElementsOf(Variables.GOOD_TO_KNOW);
        assertThat(Variables.DECIDING).isSorted();
        assertThat(Variables.GOOD_TO_KNOW).isSorted();
    }
}
