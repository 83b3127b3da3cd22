package dev.headwater.agent.hardware;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * NVIDIA's GPUs, by one {@code nvidia-smi} that repeats its query: to start it takes far more time than to ask. A field it
 * does not know is left out, a field that was renamed is asked for by its other name. One that ends or falls silent is
 * started again, later each time.
 */
final class NvidiaTool implements GpuTool {

    private static final Pattern UNKNOWN_FIELD = Pattern.compile("Field \"([^\"]+)\" is not a valid field to query.*");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_SILENCE = 30 * SECOND;
    private static final long FIRST_REST = 10 * SECOND;
    private static final long LONGEST_REST = 600 * SECOND;

    private final Path proc;
    private final Path command;
    private final KernelFile text;
    private final Map<Integer, GpuReading> readings = new TreeMap<>();
    private List<NvidiaField> fields = NvidiaField.all();
    private final Complaint complaint;
    private @Nullable ToolProcess tool;
    private long askedInterval;
    private long heardAt;
    private long startAt;
    private long rest = FIRST_REST;
    private boolean stopping;
    private boolean answered;
    private long usedBeforeFirstAnswer;
    private long used;
    private long usedByFormer;

    /**
     * @param proc the directory {@code /proc}
     * @param command the program {@code nvidia-smi}
     */
    NvidiaTool(Path proc, Path command, KernelFile text, long nowNanos) {
        this.proc = proc;
        this.command = command;
        this.complaint = new Complaint(command);
        this.text = text;
        this.startAt = nowNanos;
    }

    @Override
    public void poll(long nowNanos, long intervalNanos) {
        ToolProcess running = tool;
        if (running == null) {
            if (nowNanos - startAt >= 0) {
                start(nowNanos, intervalNanos);
            }
            return;
        }
        boolean alive = running.alive();
        if (stopping) {
            // One that hangs in the kernel is waited for: no second one is started beside it.
            if (!alive) {
                gone();
            }
            return;
        }
        boolean otherQuery = false;
        for (String line : running.lines()) {
            otherQuery |= take(line, nowNanos);
        }
        if (alive) {
            account(running);
        }
        boolean silent = nowNanos - heardAt > Math.max(LONGEST_SILENCE, 5 * askedInterval);
        if (otherQuery || alive && !silent && askedInterval != intervalNanos) {
            stop(running, nowNanos);
        } else if (!alive || silent) {
            complaint.say(silent ? "does not answer" : "has ended", !readings.isEmpty());
            stop(running, nowNanos + rest);
            rest = Math.min(LONGEST_REST, 2 * rest);
        }
    }

    private void start(long nowNanos, long intervalNanos) {
        List<String> names = fields.stream().map(field -> field.name).toList();
        List<String> line = List.of(
                command.toString(),
                "--query-gpu=" + String.join(",", names),
                "--format=csv,noheader,nounits",
                "-lms",
                Long.toString(Math.max(100, intervalNanos / 1_000_000)));
        heardAt = nowNanos;
        askedInterval = intervalNanos;
        answered = false;
        try {
            tool = ToolProcess.start(proc, line);
        } catch (IOException | RuntimeException e) {
            complaint.say("cannot be started (" + e.getMessage() + ")", !readings.isEmpty());
            startAt = nowNanos + rest;
            rest = Math.min(LONGEST_REST, 2 * rest);
        }
    }

    /** @param at when to start another */
    private void stop(ToolProcess running, long at) {
        running.close();
        startAt = at;
        stopping = true;
        if (!running.alive()) {
            gone();
        }
    }

    private void gone() {
        usedByFormer += used;
        used = 0;
        stopping = false;
        tool = null;
    }

    private void account(ToolProcess running) {
        long now = running.processorNanos(text);
        if (!answered) {
            // What it takes to start is paid once and says nothing about what asking more rarely would save.
            usedBeforeFirstAnswer = now;
        }
        used = Math.max(used, now - usedBeforeFirstAnswer);
    }

    /** @return whether another query must be asked */
    private boolean take(String line, long nowNanos) {
        Matcher unknown = UNKNOWN_FIELD.matcher(line);
        if (unknown.matches()) {
            return forget(unknown.group(1));
        }
        String[] words = COMMA.split(line, -1);
        if (words.length != fields.size()) {
            return false;
        }
        double index = NvidiaField.number(words[0]);
        if (!(index >= 0 && index < 1024)) {
            return false;
        }
        heardAt = nowNanos;
        answered = true;
        rest = FIRST_REST;
        GpuReading reading = readings.computeIfAbsent((int) index, gpu -> new GpuReading("gpu" + gpu));
        reading.forget();
        for (int i = 1; i < words.length; i++) {
            fields.get(i).put(words[i], reading);
        }
        reading.done(nowNanos);
        return false;
    }

    private boolean forget(String name) {
        List<NvidiaField> others = new ArrayList<>(fields);
        boolean known = others.removeIf(field -> field.name.equals(name) && field != NvidiaField.INDEX);
        if (known && name.equals(NvidiaField.REASONS.name)) {
            others.add(NvidiaField.FORMER_REASONS);
        }
        fields = others;
        return known;
    }

    @Override
    public Collection<GpuReading> readings() {
        return readings.values();
    }

    @Override
    public long processorNanos() {
        return usedByFormer + used;
    }

    @Override
    public void close() {
        if (tool != null) {
            tool.close();
        }
    }
}
