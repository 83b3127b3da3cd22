package dev.headwater.agent.hardware;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headwater.agent.logging.LateLogger;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AMD's GPUs, by {@code rocm-smi}, which cannot repeat itself: it is started at one sample and read at a later one. It is a
 * program of half a second or so; so it runs as rarely as keeps its time within the budget, at least once a minute. The
 * energy stays exact where the GPU counts it.
 */
final class RocmTool implements GpuTool {

    private static final Logger LOG = new LateLogger();
    private static final Pattern CARD = Pattern.compile("card(\\d+)");
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_RUN = 30 * SECOND;
    private static final long LONGEST_PERIOD = 60 * SECOND;
    private static final long LONGEST_REST = 600 * SECOND;

    private final Path proc;
    private final Path command;
    private final String prefix;
    private final double budget;
    private final JsonFactory json = new JsonFactory();
    private final Map<Integer, GpuReading> readings = new TreeMap<>();
    private final Complaint complaint;
    private @Nullable ToolProcess tool;
    private long startAt;
    private long startedAt;
    private long rest = 10 * SECOND;

    /**
     * @param proc the directory {@code /proc}
     * @param command the program {@code rocm-smi}
     * @param prefix of the devices, before the number of the card
     * @param budget share of one processor
     */
    RocmTool(Path proc, Path command, String prefix, double budget, long nowNanos) {
        this.proc = proc;
        this.command = command;
        this.complaint = new Complaint(command);
        this.prefix = prefix;
        this.budget = budget;
        this.startAt = nowNanos;
    }

    @Override
    public void poll(long nowNanos, long intervalNanos) {
        ToolProcess running = tool;
        if (running == null) {
            if (nowNanos - startAt >= 0) {
                start(nowNanos);
            }
        } else if (!running.alive()) {
            boolean heard = take(running.all(), nowNanos);
            running.close();
            tool = null;
            long period = (long) Math.min((nowNanos - startedAt) / budget, LONGEST_PERIOD);
            later(heard, startedAt + Math.max(period, intervalNanos), nowNanos);
            if (!heard) {
                complaint.say("gives no figures", !readings.isEmpty());
            }
        } else if (nowNanos - startedAt > LONGEST_RUN) {
            // Looked at again until it is gone: no second one is started beside one that hangs in the kernel.
            running.close();
            complaint.say("does not end", !readings.isEmpty());
        } else {
            running.all();
        }
    }

    private void later(boolean heard, long at, long nowNanos) {
        startAt = heard ? at : nowNanos + rest;
        rest = heard ? 10 * SECOND : Math.min(LONGEST_REST, 2 * rest);
    }

    private void start(long nowNanos) {
        List<String> line = List.of(
                command.toString(),
                "--showuse",
                "--showmemuse",
                "--showmeminfo",
                "vram",
                "--showpower",
                "--showtemp",
                "--showclocks",
                "--showenergycounter",
                "--json");
        startedAt = nowNanos;
        try {
            tool = ToolProcess.start(proc, line);
        } catch (IOException | RuntimeException e) {
            complaint.say("cannot be started (" + e.getMessage() + ")", !readings.isEmpty());
            later(false, nowNanos, nowNanos);
        }
    }

    private boolean take(byte[] output, long nowNanos) {
        // Warnings may stand before the document.
        int begin = 0;
        while (begin < output.length && output[begin] != '{') {
            begin++;
        }
        boolean heard = false;
        try (JsonParser parser = json.createParser(output, begin, output.length - begin)) {
            @Nullable GpuReading reading = null;
            int depth = 0;
            String key = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    depth++;
                    reading = depth == 2 ? reading(key) : reading;
                } else if (token == JsonToken.END_OBJECT) {
                    if (depth == 2 && reading != null) {
                        reading.done(nowNanos);
                        heard = true;
                        reading = null;
                    }
                    depth--;
                } else if (token == JsonToken.FIELD_NAME) {
                    key = parser.currentName();
                } else if (depth == 2 && reading != null && token.isScalarValue()) {
                    RocmField.put(key, parser.getText(), reading);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Headwater cannot read what {0} says: {1}", command, e);
        }
        return heard;
    }

    private @Nullable GpuReading reading(String key) {
        Matcher card = CARD.matcher(key);
        if (!card.matches() || key.length() > 8) {
            return null;
        }
        GpuReading reading =
                readings.computeIfAbsent(Integer.valueOf(card.group(1)), gpu -> new GpuReading(prefix + gpu));
        reading.forget();
        return reading;
    }

    @Override
    public Collection<GpuReading> readings() {
        return readings.values();
    }

    @Override
    public long processorNanos() {
        // Kept within the budget by how rarely it is started.
        return 0;
    }

    @Override
    public void close() {
        if (tool != null) {
            tool.close();
        }
    }
}
