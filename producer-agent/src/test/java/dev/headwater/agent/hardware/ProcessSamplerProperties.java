package dev.headwater.agent.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Processes fork, work and end at random; samples are taken now and then. */
class ProcessSamplerProperties {

    private record Outcome(double ticks, double used, double bytes, double moved) {}

    private static Outcome live(long seed, boolean orderly) throws IOException {
        Path root = Files.createTempDirectory("headwater-proc");
        try {
            Random random = new Random(seed);
            FakeProcesses processes = new FakeProcesses(root);
            int own = processes.fork(1);
            ProcessSampler sampler = new ProcessSampler(root, own, 1, "process");
            processes.show();
            Measured.by(sampler, 1);
            double ticks = 0;
            double bytes = 0;
            double seconds = 1;
            for (int step = 0; step < 100; step++) {
                List<Integer> pids = processes.pids();
                pids.remove(Integer.valueOf(1));
                int pid = pids.get(random.nextInt(pids.size()));
                switch (random.nextInt(5)) {
                    case 0 -> processes.fork(pid);
                    case 1, 2 -> processes.burn(pid, 1 + random.nextInt(50), random.nextInt(1000));
                    case 3 -> {
                        if (pid != own && !(orderly && processes.hasChildren(pid))) {
                            processes.exit(pid, orderly || random.nextBoolean());
                        }
                    }
                    default -> {
                        seconds++;
                        var measured = Measured.by(sampler(processes, sampler), seconds);
                        ticks += measured.getOrDefault("process.utilization 1", Double.NaN) * 100;
                        bytes += measured.getOrDefault("process.read By/s", Double.NaN);
                    }
                }
            }
            // Twice: what a process that has not run since took over comes with the sample after.
            for (int i = 0; i < 2; i++) {
                processes.burn(own, 1, 0);
                seconds++;
                var measured = Measured.by(sampler(processes, sampler), seconds);
                ticks += measured.getOrDefault("process.utilization 1", Double.NaN) * 100;
                bytes += measured.getOrDefault("process.read By/s", Double.NaN);
            }
            return new Outcome(ticks, processes.used(), bytes, processes.moved());
        } finally {
            try (Stream<Path> files = Files.walk(root)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static Sampler sampler(FakeProcesses processes, Sampler sampler) {
        processes.show();
        return sampler;
    }

    @Property(tries = 15)
    void whereEachIsWaitedForNoTickIsLostOrInvented(@ForAll long seed) throws IOException {
        Outcome outcome = live(seed, true);

        assertThat(outcome.ticks()).isCloseTo(outcome.used(), within(1e-6));
    }

    @Property(tries = 15)
    void howeverProcessesEndNothingIsInvented(@ForAll long seed) throws IOException {
        Outcome outcome = live(seed, false);

        assertThat(outcome.ticks()).isLessThanOrEqualTo(outcome.used() + 1e-6).isPositive();
        assertThat(outcome.bytes()).isLessThanOrEqualTo(outcome.moved() + 1e-6);
    }
}
