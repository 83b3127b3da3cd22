package dev.headwater.agent.capture;

import static dev.headwater.agent.capture.Finishing.finish;
import static dev.headwater.agent.capture.Finishing.run;
import static dev.headwater.agent.capture.Finishing.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.headwater.event.EnvironmentCaptured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to other programs: the tools of GPU makers (recorded answers), Python, and what becomes of no answer. */
class InquiryTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private EnvironmentCaptured gpus() {
        Facts facts = new Facts();
        String path = directory.resolve("bin") + ":/usr/bin:/bin";
        finish(new GpuProbe(new Machine(directory.resolve("root"), Map.of("PATH", path)), directory, facts));
        return facts.captured();
    }

    @Test
    void nvidiaGpusAreListedWithDriverAndCudaVersion() throws IOException {
        script(directory.resolve("bin/nvidia-smi"), """
                if [ $# -gt 0 ]; then
                  echo '0, NVIDIA A100-SXM4-80GB, 535.129.03, 81920, GPU-1b2c'
                  echo '1, NVIDIA A100-SXM4-80GB, 535.129.03, 81920, GPU-3d4e'
                else
                  echo '| NVIDIA-SMI 535.129.03    Driver Version: 535.129.03    CUDA Version: 12.2     |'
                fi
                """);
        EnvironmentCaptured found = gpus();
        assertThat(found.getFacts())
                .contains(
                        entry("gpu.count", 2L),
                        entry("gpu.name", "NVIDIA A100-SXM4-80GB"),
                        entry("gpu.1.name", "NVIDIA A100-SXM4-80GB"),
                        entry("gpu.0.memory.bytes", 81920L << 20),
                        entry("gpu.driver", "535.129.03"),
                        entry("gpu.cuda", "12.2"));
        assertThat(found.getRunFacts()).contains(entry("gpu.1.uuid", "GPU-3d4e"));
    }

    @Test
    void amdGpusAreListedWithDriverAndRocmVersion() throws IOException {
        script(directory.resolve("bin/rocm-smi"), """
                cat <<'END'
                {"card0": {"VRAM Total Memory (B)": "68702699520", "VRAM Total Used Memory (B)": "10985472",
                  "Card Series": "AMD Instinct MI250X", "Card Model": "0x7408", "GFX Version": "gfx90a"},
                 "system": {"Driver version": "6.2.4"}}
                END
                """);
        Files.createDirectories(directory.resolve("root/opt/rocm/.info"));
        Files.writeString(directory.resolve("root/opt/rocm/.info/version"), "6.0.2-115\n");
        assertThat(gpus().getFacts())
                .contains(
                        entry("gpu.count", 1L),
                        entry("gpu.0.name", "AMD Instinct MI250X"),
                        entry("gpu.0.gfx", "gfx90a"),
                        entry("gpu.0.memory.bytes", 68702699520L),
                        entry("gpu.driver", "6.2.4"),
                        entry("gpu.rocm", "6.0.2-115"));
    }

    @Test
    void aToolThatFailsLeavesTheDriver() throws IOException {
        script(directory.resolve("bin/nvidia-smi"), "echo 'No devices were found'; exit 6\n");
        Files.createDirectories(directory.resolve("root/proc/driver/nvidia"));
        Files.writeString(
                directory.resolve("root/proc/driver/nvidia/version"),
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023\n");
        assertThat(gpus().getFacts()).containsOnly(entry("gpu.driver", "535.104.05"));
    }

    @Test
    void withoutAToolNothingIsSaidOfGpus() {
        EnvironmentCaptured found = gpus();
        assertThat(found.getFacts()).isEmpty();
        assertThat(found.getRunFacts()).isEmpty();
    }

    @Test
    void aToolThatHangsIsEndedAndSaid() throws IOException {
        Path pid = directory.resolve("pid");
        script(directory.resolve("bin/nvidia-smi"), "echo $$ > " + pid + "; exec sleep 300\n");
        EnvironmentCaptured found = gpus();
        assertThat(found.getRunFacts()).containsKey("gpu.unknown");
        long process = Long.parseLong(Files.readString(pid).strip());
        // The kernel takes a moment to end what was killed.
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive))
                        .isEmpty());
    }

    private EnvironmentCaptured python(Path interpreter, Duration atMost) {
        Facts facts = new Facts();
        finish(new PythonProbe(interpreter, directory, atMost, facts));
        return facts.captured();
    }

    private static Path python3() {
        Optional<Path> python = new Programs(System.getenv(), Path.of("/")).find("python3");
        assumeTrue(python.isPresent(), "there is no python3 on this machine");
        return python.orElseThrow();
    }

    @Test
    void theInterpreterOfAVirtualEnvironmentTellsItsPackages() throws IOException, InterruptedException {
        Path venv = directory.resolve("venv");
        run(directory, python3().toString(), "-m", "venv", "--without-pip", venv.toString());
        Path python = venv.resolve("bin/python");
        Path site = Path.of(run(directory, python.toString(), "-c", "import site; print(site.getsitepackages()[0])"));
        distribution(site, "Foo_Bar.Baz", "1.2", "");
        distribution(site, "mine", "0.1", "{\"url\": \"file:///x\", \"dir_info\": {\"editable\": true}}");
        distribution(
                site, "torchlike", "2.0", "{\"url\": \"https://u:p@h/r\", \"vcs_info\": {\"commit_id\": \"abc123\"}}");
        // A module beside the script, of the name of one of Python's own.
        Files.writeString(directory.resolve("json.py"), "raise SystemExit('wrong json')");

        EnvironmentCaptured found = python(python, Duration.ofSeconds(50));

        assertThat(found.getFacts())
                .contains(
                        entry("python.implementation", "CPython"),
                        entry("python.package.foo-bar-baz", "1.2"),
                        entry("python.package.mine", "0.1 (editable)"),
                        entry("python.package.torchlike", "2.0 @ abc123"),
                        entry("python.packages.count", 3L))
                .containsKeys("python.version", "python.packages.sha256")
                .doesNotContainKey("python.executable");
        assertThat(found.getRunFacts().get("python.executable")).isEqualTo(python.toString());
        assertThat(directory.resolve("__pycache__")).doesNotExist();
    }

    private static void distribution(Path site, String name, String version, String origin) throws IOException {
        Path info = Files.createDirectories(site.resolve(name + "-" + version + ".dist-info"));
        Files.writeString(
                info.resolve("METADATA"), "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        if (!origin.isEmpty()) {
            Files.writeString(info.resolve("direct_url.json"), origin);
        }
    }

    @Test
    void anInterpreterWithoutMetadataIsAskedThroughPip() throws IOException {
        Path python = script(directory.resolve("python"), """
                case "$2" in
                -c) printf 'python\\tCPython\\t3.7.1\\t/usr/bin/python3.7\\n';;
                -m) printf 'numpy==1.21.6\\nmine @ file:///x\\n';;
                esac
                """);
        assertThat(python(python, Duration.ofSeconds(50)).getFacts())
                .contains(
                        entry("python.version", "3.7.1"),
                        entry("python.package.numpy", "1.21.6"),
                        entry("python.packages.count", 1L));
    }

    @Test
    void anInterpreterThatDoesNotAnswerIsGivenUpAndSaid() throws IOException {
        Path slow = script(directory.resolve("slow"), "exec sleep 300\n");
        EnvironmentCaptured found = python(slow, Duration.ofMillis(200));
        assertThat(found.getFacts()).contains(entry("python.packages.sha256", "unknown"));
        assertThat(found.getRunFacts().get("python.packages.unknown"))
                .asString()
                .contains("no answer");
        assertThat(python(script(directory.resolve("broken"), "exit 3\n"), Duration.ofSeconds(50))
                        .getRunFacts())
                .containsKey("python.packages.unknown");
    }

    @Test
    void aPathThatDoesNotBeginWithTheWorkingDirectoryLosesNothing() throws IOException, InterruptedException {
        Path venv = directory.resolve("venv");
        run(directory, python3().toString(), "-m", "venv", "--without-pip", venv.toString());
        Path safe = script(
                directory.resolve("safe"),
                "shift\nexec " + venv.resolve("bin/python")
                        + " -c \"import sys; sys.path[:] = ['$PWD/first'] + [p for p in sys.path if p]; exec(sys.argv[1])\" \"$2\"\n");
        distribution(Files.createDirectories(directory.resolve("first")), "mine", "0.1", "");
        assertThat(python(safe, Duration.ofSeconds(50)).getFacts()).contains(entry("python.package.mine", "0.1"));
    }

    @Test
    void anOutputThatWouldFillTheDiskIsGivenUp() throws IOException {
        Command command = Command.start(
                directory,
                Map.of(),
                List.of("sh", "-c", "head -c " + (Command.LARGEST_OUTPUT + 1) + " /dev/zero; exec sleep 300"),
                Duration.ofSeconds(100));
        Awaitility.await().atMost(50, TimeUnit.SECONDS).until(command::done);
        assertThat(command.givenUp()).isTrue();
        assertThat(command.text()).isEmpty();
        command.close();
        assertThat(command.output()).doesNotExist();
    }

    @Test
    void packagesAreNamedUpToABound() throws IOException {
        Path many = script(directory.resolve("many"), """
                printf 'python\\tCPython\\t3.12.0\\t/x\\n'
                i=0; while [ $i -lt 2100 ]; do printf 'package\\tp%d\\t1\\n' $i; i=$((i+1)); done
                echo complete
                """);
        Map<String, Object> facts = python(many, Duration.ofSeconds(50)).getFacts();
        assertThat(facts.keySet().stream().filter(fact -> fact.startsWith("python.package.")))
                .hasSize(PythonProbe.MOST_NAMED);
        assertThat(facts).contains(entry("python.packages.count", 2100L));
    }

    private EnvironmentCaptured environment(
            Optional<List<String>> command, Map<String, String> variables, boolean over) {
        List<EnvironmentCaptured> said = new ArrayList<>();
        Machine machine = new Machine(Path.of("/"), variables);
        finish(new EnvironmentProbe(
                new EnvironmentProbe.Subject(machine, "self", directory, command),
                DigestCache.none(),
                () -> over,
                said::add));
        assertThat(said).hasSize(1);
        return said.get(0);
    }

    @Test
    void theEnvironmentOfThisJvmHasItsVersionFlagsAndClassPath() {
        EnvironmentCaptured own = environment(Optional.empty(), Map.of(), false);
        assertThat(own.getFacts())
                .containsKeys("os.name", "os.arch", "cpu.count", "java.version", "java.vm", "java.vendor")
                .doesNotContainKey("os.version");
        assertThat(own.getFacts().get("java.classpath.sha256")).asString().matches("[0-9a-f]{64}");
        assertThat(own.getRunFacts()).containsKeys("os.version", "cpu.available");
        assertThat(environment(Optional.empty(), Map.of(), false)).isEqualTo(own);
    }

    @Test
    void theEnvironmentOfAnotherProgramSaysNothingOfThisJvm() {
        assertThat(environment(Optional.of(List.of("true")), Map.of(), false).getFacts())
                .containsKeys("os.name", "cpu.count")
                .allSatisfy((fact, value) -> assertThat(fact).doesNotStartWith("java."));
    }

    @Test
    void aWrappedJavaCommandTellsItsInstallationFlagsAndClassPath() throws IOException {
        Path java = script(directory.resolve("jdk/bin/java"), "");
        Files.writeString(directory.resolve("jdk/release"), "IMPLEMENTOR=\"Acme\"\nJAVA_VERSION=\"21.0.1\"\n");
        Files.writeString(directory.resolve("x.jar"), "abc");
        EnvironmentCaptured found = environment(
                Optional.of(List.of(
                        java.toString(), "-Xmx1g", "-XX:-UseFMA", "-Ddb.password=x", "-XX:+UseZGC", "-jar", "x.jar")),
                Map.of(),
                false);
        assertThat(found.getFacts())
                .contains(
                        entry("java.version", "21.0.1"),
                        entry("java.vendor", "Acme"),
                        entry("java.flags.deciding", "-XX:-UseFMA"),
                        entry(
                                "java.classpath.x.jar",
                                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(found.getRunFacts().get("java.flags"))
                .isEqualTo("-Xmx1g -XX:-UseFMA -Ddb.password=[redacted] -XX:+UseZGC");
    }

    @Test
    void aWrappedPythonCommandIsFoundOnThePathOfTheCommand() throws IOException {
        script(
                directory.resolve("bin/python"),
                "printf 'python\\tCPython\\t3.12.0\\t/x\\npackage\\ta\\t1\\ncomplete\\n'\n");
        EnvironmentCaptured found = environment(
                Optional.of(List.of("python", "train.py")), Map.of("PATH", directory.resolve("bin") + ":/bin"), false);
        assertThat(found.getFacts()).contains(entry("python.version", "3.12.0"), entry("python.package.a", "1"));
    }

    @Test
    void theInterpreterOfTheProjectIsAskedWhereAToolChoosesItAndNoneWhereItIsUnknown() throws IOException {
        String answer = "printf 'python\\tCPython\\t%s\\t/x\\ncomplete\\n'\n";
        script(directory.resolve("bin/python"), answer.formatted("3.9.0"));
        Map<String, String> path = Map.of("PATH", directory.resolve("bin") + ":/bin");
        EnvironmentCaptured unknown = environment(Optional.of(List.of("uv", "run", "python", "train.py")), path, false);
        assertThat(unknown.getFacts()).doesNotContainKey("python.version");
        assertThat(unknown.getRunFacts().get("python.packages.unknown")).isEqualTo("uv chooses the interpreter");
        script(directory.resolve(".venv/bin/python"), answer.formatted("3.13.0"));
        EnvironmentCaptured found = environment(Optional.of(List.of("uv", "run", "train.py")), path, false);
        assertThat(found.getFacts()).contains(entry("python.version", "3.13.0"));
    }

    @Test
    void aRunThatIsOverIsNotKeptWaiting() throws IOException {
        script(directory.resolve("bin/python"), "exec sleep 300\n");
        long begun = System.nanoTime();
        EnvironmentCaptured found = environment(
                Optional.of(List.of("python", "train.py")), Map.of("PATH", directory.resolve("bin") + ":/bin"), true);
        assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(10).toNanos());
        assertThat(found.getFacts()).containsKey("os.name").contains(entry("python.packages.sha256", "unknown"));
    }

    @Test
    void ranksAreReadFromAnyLauncher() {
        assertThat(RankIdentity.of(Map.of())).isEqualTo(new RankIdentity(0, 1));
        assertThat(RankIdentity.of(Map.of("RANK", "3", "WORLD_SIZE", "8"))).isEqualTo(new RankIdentity(3, 8));
        assertThat(RankIdentity.of(Map.of("SLURM_PROCID", "1", "SLURM_NTASKS", "2")))
                .isEqualTo(new RankIdentity(1, 2));
        assertThat(RankIdentity.of(Map.of("OMPI_COMM_WORLD_RANK", "5", "RANK", "x")))
                .isEqualTo(new RankIdentity(5, 6));
    }
}
