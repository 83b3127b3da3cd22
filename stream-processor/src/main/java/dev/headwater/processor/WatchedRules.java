package dev.headwater.processor;

import dev.headwater.processor.detect.rules.InForce;
import dev.headwater.processor.detect.rules.Rulebook;
import dev.headwater.processor.topology.Rules;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of a file, read again when it changes. A file that cannot be followed leaves those in force that were; that is
 * logged once, and {@code headwater_rules_refused} is 1 until the file is mended.
 */
final class WatchedRules implements Rules, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedRules.class);

    private final Path file;
    private final Counter reloads;
    private final ScheduledExecutorService watcher;
    private volatile Rulebook inForce;
    private volatile boolean refused;
    private String seen;

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException when it cannot be followed, saying where and what would be right
     */
    WatchedRules(Path file, MeterRegistry meters) {
        this.file = file;
        try {
            this.seen = Files.readString(file);
            this.inForce = Rulebook.parse(file.toString(), seen);
        } catch (IOException e) {
            throw new IllegalArgumentException(unreadable(e), e);
        }
        this.reloads = Counter.builder("headwater.rules.reloads")
                .description("Times that a changed rules file came into force")
                .register(meters);
        Gauge.builder("headwater.rules.refused", this, rules -> rules.refused ? 1 : 0)
                .description("1 while the rules file cannot be followed, and the rules before it are in force")
                .register(meters);
        this.watcher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "rules");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The rules of a file, or those that ship. */
    static Rules of(@Nullable Path file, Duration every, MeterRegistry meters) {
        if (file == null) {
            return Rulebook.standard()::forExperiment;
        }
        WatchedRules rules = new WatchedRules(file, meters);
        rules.watcher.scheduleWithFixedDelay(rules::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return rules;
    }

    @Override
    public InForce forExperiment(@Nullable String experiment) {
        return inForce.forExperiment(experiment);
    }

    @Override
    public boolean varyByExperiment() {
        return inForce.variesByExperiment();
    }

    /** Reads the file again; called by one thread at a time. */
    void look() {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            refuse("", unreadable(e));
            return;
        }
        if (text.equals(seen)) {
            return;
        }
        try {
            inForce = Rulebook.parse(file.toString(), text);
        } catch (RuntimeException e) {
            refuse(text, String.valueOf(e.getMessage()));
            return;
        }
        seen = text;
        refused = false;
        reloads.increment();
        LOG.info("the rules of {} are in force", file);
    }

    private void refuse(String text, String why) {
        if (!refused || !text.equals(seen)) {
            LOG.error("the rules before it stay in force: {}", why);
        }
        seen = text;
        refused = true;
    }

    private String unreadable(IOException failure) {
        return file + (failure instanceof CharacterCodingException ? " is not UTF-8" : " cannot be read: " + failure);
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
