package dev.headwater.agent.hardware;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what one sample of each kind costs, in processor time and allocated bytes, and prints it as JSON lines. Not a
 * test: the figures are of the machine it runs on. With a process id as argument, that tree is measured as well.
 */
final class SamplingCost {

    private static final int WARM_UP = 1_000;
    private static final int SAMPLES = 500;

    private SamplingCost() {}

    public static void main(String[] args) throws java.io.IOException {
        Path proc = Path.of("/proc");
        Path sys = Path.of("/sys");
        KernelFile text = new KernelFile();
        long self = ProcessHandle.current().pid();
        Map<String, Sampler> samplers = new LinkedHashMap<>();
        samplers.put("processors and load", new ProcessorSampler(proc, text));
        samplers.put("memory", new MemorySampler(proc, text));
        samplers.put("disks", new DiskSampler(proc, sys, text));
        samplers.put("networks", new NetworkSampler(proc, sys, text));
        samplers.put("rapl", new RaplSampler(sys, text));
        samplers.put("this process", new ProcessSampler(proc, self, 1, "process"));
        samplers.put("this jvm", new JvmSampler("jvm"));
        if (args.length > 0) {
            samplers.put("process tree " + args[0], new ProcessSampler(proc, Long.parseLong(args[0]), 1, "process"));
        }
        Path fake = Files.createTempDirectory("headwater-proc");
        FakeProcesses processes = new FakeProcesses(fake);
        int root = processes.fork(1);
        for (int i = 1; i < 500; i++) {
            processes.fork(root);
        }
        processes.show();
        samplers.put("tree of 500 in a synthetic /proc, idle", new ProcessSampler(fake, root, 1, "process"));
        samplers.forEach((name, sampler) -> print(name, sampler, () -> {}));
        print(
                "one of 501 in a synthetic /proc, one more born before each sample",
                new ProcessSampler(fake, processes.fork(1), 1, "process"),
                () -> {
                    processes.exit(processes.fork(1), true);
                    processes.showLoad();
                });
        print("tree of 500 in a synthetic /proc, all busy", new ProcessSampler(fake, root, 1, "process"), () -> {
            processes.pids().forEach(pid -> processes.burn(pid, 1, 1));
            processes.show();
        });
    }

    private static void print(String name, Sampler sampler, Runnable before) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] sink = new double[1];
        long cpu = 0;
        long bytes = 0;
        long cold = 0;
        int warmUp = name.contains("busy") ? 50 : WARM_UP;
        int samples = name.contains("busy") ? 50 : SAMPLES;
        for (int i = 0; i < warmUp + samples; i++) {
            before.run();
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long bytesBefore =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            sampler.sample(System.nanoTime(), (device, quantity, unit, value) -> sink[0] += value);
            long spent = threads.getCurrentThreadCpuTime() - cpuBefore;
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytesBefore;
            cold = i == 0 ? spent : cold;
            cpu += i < warmUp ? 0 : spent;
            bytes += i < warmUp ? 0 : allocated;
        }
        System.out.printf(
                Locale.ROOT,
                "{\"sampler\":\"%s\",\"cpuMicros\":%.1f,\"allocatedBytes\":%d,\"firstSampleMicros\":%.0f}%n",
                name,
                cpu / 1e3 / samples,
                bytes / samples,
                cold / 1e3);
    }
}
