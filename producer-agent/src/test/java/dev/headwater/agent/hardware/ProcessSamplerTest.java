package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSamplerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private static final double TICK = 0.01;

    private double ticks(Sampler sampler, double seconds) {
        return Measured.by(sampler, seconds).getOrDefault("process.utilization 1", Double.NaN) / TICK;
    }

    @Test
    void aTreeIsMeasuredWithAllItsProcessesAndNoOther() {
        FakeProcesses processes = new FakeProcesses(root);
        int own = processes.fork(1);
        int child = processes.fork(own);
        int stranger = processes.fork(1);
        processes.burn(stranger, 1000, 1 << 20);
        ProcessSampler sampler = new ProcessSampler(root, own, 1, "process.3");
        processes.show();
        Measured.by(sampler, 1);
        processes.burn(own, 30, 4096);
        processes.burn(child, 20, 4096);
        processes.burn(stranger, 50, 1 << 20);
        processes.burn(processes.fork(child), 10, 0);
        processes.show();

        Map<String, Double> measured = Measured.by(sampler, 2);

        assertThat(measured.get("process.3.utilization 1")).isCloseTo(0.6, within(1e-9));
        assertThat(measured)
                .containsEntry("process.3.read By/s", 8192.0)
                .containsEntry("process.3.written By/s", 0.0)
                .containsEntry("process.3.threads 1", 9.0)
                .containsKey("process.3.rss By")
                .hasSize(5);
    }

    @Test
    void whatAWaitedForChildUsedBeforeIsNotCountedAgain() {
        FakeProcesses processes = new FakeProcesses(root);
        int own = processes.fork(1);
        int child = processes.fork(own);
        ProcessSampler sampler = new ProcessSampler(root, own, 1, "process");
        processes.show();
        Measured.by(sampler, 1);
        processes.burn(child, 90, 1000);
        processes.show();
        assertThat(ticks(sampler, 2)).isCloseTo(90, within(1e-6));
        processes.burn(child, 5, 10);
        processes.exit(child, true);
        processes.show();

        Map<String, Double> measured = Measured.by(sampler, 3);
        assertThat(measured.get("process.utilization 1")).isCloseTo(0.05, within(1e-9));
        assertThat(measured).containsEntry("process.read By/s", 10.0);
    }

    @Test
    void aChildNobodyWaitedForTakesOnlyItsLastMomentAlong() {
        FakeProcesses processes = new FakeProcesses(root);
        int own = processes.fork(1);
        int child = processes.fork(own);
        processes.burn(child, 500, 0);
        ProcessSampler sampler = new ProcessSampler(root, own, 1, "process");
        processes.show();
        Measured.by(sampler, 1);
        processes.burn(child, 5, 0);
        processes.burn(own, 7, 0);
        processes.exit(child, false);
        processes.show();

        assertThat(ticks(sampler, 2)).isCloseTo(7, within(1e-6));
    }

    @Test
    void whoOnceBelongsStaysWhenItsParentDies() {
        FakeProcesses processes = new FakeProcesses(root);
        int own = processes.fork(1);
        int child = processes.fork(own);
        int grandchild = processes.fork(child);
        ProcessSampler sampler = new ProcessSampler(root, own, 1, "process");
        processes.show();
        Measured.by(sampler, 1);
        processes.exit(child, true);
        processes.burn(grandchild, 11, 0);
        processes.show();
        assertThat(ticks(sampler, 2)).isCloseTo(11, within(1e-6));
        processes.burn(processes.fork(grandchild), 4, 0);
        processes.show();
        assertThat(ticks(sampler, 3)).isCloseTo(4, within(1e-6));
    }

    @Test
    void aNumberThatIsHandedOutAgainIsAnotherProcess() {
        FakeProcesses processes = new FakeProcesses(root);
        int own = processes.fork(1);
        int child = processes.fork(own);
        int stranger = processes.fork(1);
        ProcessSampler sampler = new ProcessSampler(root, own, 1, "process");
        processes.show();
        Measured.by(sampler, 1);
        processes.exit(stranger, true);
        processes.exit(child, true);
        processes.appear(stranger, own);
        processes.burn(stranger, 3, 0);
        processes.fork(1);
        processes.show();

        assertThat(ticks(sampler, 2)).isCloseTo(3, within(1e-6));
    }

    @Test
    void aTreeThatHasEndedIsMeasuredNoMore() {
        FakeProcesses processes = new FakeProcesses(root);
        int own = processes.fork(1);
        ProcessSampler sampler = new ProcessSampler(root, own, 1, "process");
        processes.show();
        assertThat(Measured.by(sampler, 1)).isNotEmpty();
        processes.exit(own, true);
        processes.show();

        assertThat(Measured.by(sampler, 2)).isEmpty();
        processes.appear(own, 1);
        processes.fork(1);
        processes.show();
        assertThat(Measured.by(sampler, 3)).isEmpty();
    }

    @Test
    void realProcessesThatComeAndGoAreCountedToTheTick() throws IOException, InterruptedException {
        String busy =
                "i=0; while [ $i -lt 8 ]; do sh -c 'j=0; while [ $j -lt 60000 ]; do j=$((j+1)); done'; i=$((i+1));"
                        + " done; echo done; read line";
        Process shell = new ProcessBuilder("sh", "-c", busy).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessSampler sampler = new ProcessSampler(Path.of("/proc"), shell.pid(), 1, "process");
            double counted = 0;
            double seconds = 1;
            Measured.by(sampler, seconds);
            Member atFirst = new Member(Path.of("/proc").toFile(), (int) shell.pid());
            atFirst.look(new KernelFile());
            boolean done = false;
            while (!done) {
                LockSupport.parkNanos(10_000_000);
                done = out.ready();
                seconds++;
                counted += ticks(sampler, seconds);
            }
            // Everybody it had is gone by now, and it has taken over what they used.
            atFirst.look(new KernelFile());
            assertThat(counted).isCloseTo(atFirst.ticksUsed(), within(2.0)).isGreaterThan(10);
        } finally {
            shell.destroyForcibly().waitFor();
        }
    }

    @Test
    void thisProcessIsMeasured() {
        Sampler process =
                new ProcessSampler(Path.of("/proc"), ProcessHandle.current().pid(), 2, "process");
        Measured.by(process, 1);

        assertThat(Measured.by(process, 2))
                .containsKeys("process.utilization 1", "process.rss By", "process.threads 1", "process.open_files 1");
        assertThat(Measured.by(new JvmSampler("jvm"), 1)).containsKey("jvm.heap_used By");
    }
}
