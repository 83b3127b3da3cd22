package dev.headwater.launcher.run.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One text as it is written. Whoever copies it offers the bytes and goes on at once; a thread of its own reads them. Of a
 * text that comes faster than it can be read for long, parts are left out, and counted.
 */
public final class TextStream {

    private static final int LONGEST_LINE = 1 << 16;
    private static final long MOST_WAITING = 16 << 20;
    private static final long LINE_NANOS = 500_000_000L;
    /** In place of text that was left out: whatever line it interrupts is over. */
    private static final byte[] GAP = new byte[0];

    private final String name;
    private final List<LineReader> readers;
    private final TextSeries series;
    private final LineSplitter splitter = new LineSplitter(LONGEST_LINE, this::line);
    private final CompletableFuture<Void> allRead = new CompletableFuture<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long leftOutBytes;
    private boolean ended;
    private volatile @Nullable String tooSlow;
    private long notRead;
    private @Nullable String whyNotRead;

    TextStream(String name, List<LineReader> readers, TextSeries series) {
        this.name = name;
        this.readers = new ArrayList<>(readers);
        this.series = series;
        Thread thread = new Thread(this::run, "headwater-text-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    String name() {
        return name;
    }

    /** Takes a copy of these bytes. Does not wait. */
    public void offer(byte[] bytes, int count) {
        synchronized (waiting) {
            if (waitingBytes + count > MOST_WAITING) {
                if (waiting.peekLast() != GAP) {
                    waiting.add(GAP);
                }
                leftOutBytes += count;
                return;
            }
            waiting.add(Arrays.copyOf(bytes, count));
            waitingBytes += count;
            waiting.notifyAll();
        }
    }

    /** Nothing comes any more; done when all is read. */
    CompletableFuture<Void> end() {
        synchronized (waiting) {
            ended = true;
            waiting.notifyAll();
        }
        return allRead;
    }

    /** What was not read, and why. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        synchronized (waiting) {
            if (leftOutBytes > 0) {
                complaints.add(leftOutBytes + " bytes of " + name
                        + " came faster than they could be read for metrics, and were passed on only");
            }
            if (notRead > 0) {
                complaints.add("lines of " + name + " that could not be read for metrics: " + notRead + "; the last: "
                        + whyNotRead);
            }
        }
        if (allRead.isDone() && splitter.skipped() > 0) {
            complaints.add(splitter.skipped() + " lines of " + name + " were longer than " + LONGEST_LINE
                    + " bytes, and not read for metrics");
        }
        if (tooSlow != null) {
            complaints.add("--metric-pattern '" + tooSlow + "' took more than half a second for one line of " + name
                    + ", and was not used from there on");
        }
        return complaints;
    }

    private void run() {
        try {
            for (byte[] next = next(); next != null; next = next()) {
                if (next.length == 0) {
                    splitter.end();
                } else {
                    splitter.take(next, next.length);
                }
            }
            splitter.end();
            allRead.complete(null);
        } catch (InterruptedException | RuntimeException e) {
            allRead.completeExceptionally(e);
        }
    }

    private byte @Nullable [] next() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty() && !ended) {
                waiting.wait();
            }
            byte[] next = waiting.poll();
            waitingBytes -= next == null ? 0 : next.length;
            return next;
        }
    }

    private void line(String line) {
        for (int i = 0; i < readers.size(); i++) {
            LineReader reader = readers.get(i);
            try {
                reader.read(new DeadlineText(line, LINE_NANOS), this::said);
            } catch (DeadlineText.TooSlow | StackOverflowError e) {
                if (reader instanceof MetricPattern) {
                    tooSlow = reader.toString();
                    readers.remove(i--);
                }
            } catch (RuntimeException e) {
                // One line that nobody expected; the next may be read all the same.
                synchronized (waiting) {
                    notRead++;
                    whyNotRead = e.toString();
                }
            }
        }
    }

    private void said(Said said) {
        if (!said.isEmpty()) {
            series.take(said);
        }
    }
}
