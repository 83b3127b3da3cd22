package dev.headwater.launcher.run.files;

import dev.headwater.launcher.run.files.OutputScan.Found;
import dev.headwater.launcher.run.files.OutputScan.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the outputs of a run twice a second, and less often where that takes long: looking is one call per file, works on
 * every file system, network ones too, and needs none of the few watches that a system has to give.
 */
public final class OutputWatch {

    /** Told of outputs; on the thread of the watch. */
    public interface Listener {

        /**
         * @param role as it was given; empty for none
         * @param step that the file's name tells; null for none
         */
        void complete(Path path, String role, @Nullable Long step);
    }

    private static final long LOOK_NANOS = 500_000_000L;
    private static final int SHARE = 20;

    private final List<OutputPattern> patterns;
    private final OpenFiles openFiles = new OpenFiles(Path.of("/proc"));
    private final OutputTracker tracker;
    /** Patterns of which the last look has not seen all. Used by one thread at a time. */
    private final Set<OutputPattern> notAllSeen = new HashSet<>();

    private @Nullable Thread thread;

    private OutputWatch(List<OutputPattern> patterns) {
        this.patterns = patterns;
        this.tracker = new OutputTracker(scan().found());
    }

    /**
     * Notes what is there before the run begins.
     *
     * @param outputs role and path or pattern of each
     * @throws IllegalArgumentException when one is neither
     */
    public static OutputWatch before(List<Map.Entry<String, String>> outputs, Path directory) {
        return new OutputWatch(outputs.stream()
                .map(output -> OutputPattern.of(output.getKey(), output.getValue(), directory))
                .toList());
    }

    /** Begins to look. */
    public void begin(ProcessHandle process, Listener listener) {
        if (!patterns.isEmpty()) {
            Thread looking = new Thread(() -> run(process, listener), "headwater-outputs");
            looking.setDaemon(true);
            looking.start();
            thread = looking;
        }
    }

    private void run(ProcessHandle process, Listener listener) {
        long rest = LOOK_NANOS;
        try {
            while (true) {
                Thread.sleep(rest / 1_000_000);
                long begun = System.nanoTime();
                tracker.update(scan(), begun, candidates -> openForWriting(process, candidates))
                        .forEach(complete -> listener.complete(complete.path(), complete.role(), complete.step()));
                rest = Math.max(LOOK_NANOS, SHARE * (System.nanoTime() - begun));
            }
        } catch (InterruptedException e) {
            // The run has ended.
        }
    }

    /**
     * The run has ended: tells what was not told before.
     *
     * @return what was named and not written or not seen, each in a sentence for a person
     */
    public List<String> finish(Listener listener) throws InterruptedException {
        Thread looking = thread;
        if (looking != null) {
            looking.interrupt();
            looking.join();
        }
        tracker.finish(scan().found())
                .forEach(complete -> listener.complete(complete.path(), complete.role(), complete.step()));
        Stream<String> notAll = notAllSeen.stream()
                .map(pattern ->
                        "--output " + pattern.text() + ": not all of it could be looked at (not readable, or more"
                                + " than " + OutputScan.MOST_FILES + " files): outputs may be missing from the record");
        Stream<String> notWritten = patterns.stream()
                .filter(pattern -> !tracker.isWritten(pattern))
                .map(pattern -> "--output " + pattern.text() + ": the command has not written it");
        return Stream.concat(notAll, notWritten).toList();
    }

    private Seen scan() {
        Map<Path, Found> all = new LinkedHashMap<>();
        notAllSeen.clear();
        for (OutputPattern pattern : patterns) {
            Seen seen = OutputScan.of(pattern);
            seen.found().forEach(all::putIfAbsent);
            if (!seen.complete()) {
                notAllSeen.add(pattern);
            }
        }
        return new Seen(all, notAllSeen.isEmpty());
    }

    /** Of these files, those open for writing, by the paths that they have here. */
    private Optional<Set<Path>> openForWriting(ProcessHandle process, Set<Path> candidates) {
        List<Long> tree = Stream.concat(Stream.of(process), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
        return openFiles.writtenBy(tree).map(open -> {
            Set<Path> here = new HashSet<>();
            for (Path candidate : candidates) {
                try {
                    Path real = candidate.toRealPath();
                    if (open.contains(real)
                            || Files.isDirectory(real) && open.stream().anyMatch(file -> file.startsWith(real))) {
                        here.add(candidate);
                    }
                } catch (IOException e) {
                    here.add(candidate);
                }
            }
            return here;
        });
    }
}
