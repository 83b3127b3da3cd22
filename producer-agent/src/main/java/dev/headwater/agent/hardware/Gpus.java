package dev.headwater.agent.hardware;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools that ask the GPUs, for all runs of this process together. Where no tool is on the path, nothing. One thread. */
final class Gpus {

    private final Path proc;
    private final String path;
    private final Pace pace;
    private @Nullable List<GpuTool> tools;
    private int users;

    /** @param path directories that programs are looked for in, as {@code PATH} says it */
    Gpus(Path proc, String path, Pace pace) {
        this.proc = proc;
        this.path = path;
        this.pace = pace;
    }

    /** The tools, for a user that will {@link #leave()}. They start when first polled. */
    List<GpuTool> join(long nowNanos) {
        users++;
        List<GpuTool> all = tools;
        if (all == null) {
            all = find(nowNanos);
            tools = all;
        }
        return all;
    }

    /** The last one who leaves ends the tools. */
    void leave() {
        users--;
        if (users == 0 && tools != null) {
            tools.forEach(GpuTool::close);
            tools = null;
        }
    }

    /** Processor time of the tools so far, nanoseconds. */
    long processorNanos() {
        long nanos = 0;
        if (tools != null) {
            for (int i = 0; i < tools.size(); i++) {
                nanos += tools.get(i).processorNanos();
            }
        }
        return nanos;
    }

    private List<GpuTool> find(long nowNanos) {
        List<GpuTool> found = new ArrayList<>();
        Path nvidia = program("nvidia-smi");
        if (nvidia != null) {
            found.add(new NvidiaTool(proc, nvidia, new KernelFile(), nowNanos));
        }
        Path rocm = program("rocm-smi");
        if (rocm != null) {
            found.add(new RocmTool(proc, rocm, nvidia == null ? "gpu" : "amdgpu", pace.budget(), nowNanos));
        }
        return found;
    }

    private @Nullable Path program(String name) {
        for (String directory : path.split(File.pathSeparator)) {
            try {
                Path program = Path.of(directory, name);
                if (!directory.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return program;
                }
            } catch (InvalidPathException e) {
                // No directory: looked for in the next.
            }
        }
        return null;
    }
}
