package dev.headwater.agent;

import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a training program begins. Uses one collector of this process, made when first needed from the environment and
 * {@code stack.properties}; no call throws, and with {@code HEADWATER_DISABLED=true} none does anything.
 *
 * <pre>{@code
 * try (Run run = Headwater.experiment("digits").param("learning_rate", 0.1).start()) {
 *     Metric loss = run.metric("loss", "train");
 *     loss.log(step, value);
 * }
 * }</pre>
 */
public final class Headwater {

    private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private static final AtomicReference<@Nullable Map<String, String>> ENVIRONMENT = new AtomicReference<>();

    private Headwater() {}

    /**
     * A run to be started in an experiment.
     *
     * @param experiment named group of runs; null or empty for {@code HEADWATER_EXPERIMENT}, else "default"
     */
    public static RunBuilder experiment(@Nullable String experiment) {
        return collector().experiment(experiment);
    }

    /** The collector behind this facade. */
    public static Collector collector() {
        return ProcessCollector.COLLECTOR;
    }

    /**
     * The collector behind this facade.
     *
     * @param environment to make it from, in place of the process's own, should this be the first who asks for it
     */
    static Collector collector(Map<String, String> environment) {
        ENVIRONMENT.compareAndSet(null, Map.copyOf(environment));
        return ProcessCollector.COLLECTOR;
    }

    /** A fresh run id: time in UTC as {@code yyyyMMdd-HHmmss}, a hyphen, 8 random characters of base 32. */
    public static String newRunId() {
        return SECOND.format(LocalDateTime.now(ZoneOffset.UTC)) + "-" + random(8);
    }

    static String random(int characters) {
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            text.append(BASE_32.charAt(RANDOM.nextInt(BASE_32.length())));
        }
        return text.toString();
    }

    /** Holds the collector apart, so that it is only made when the first run is. */
    private static final class ProcessCollector {
        static final Collector COLLECTOR =
                Collector.ofProcess(Objects.requireNonNullElseGet(ENVIRONMENT.get(), System::getenv));
    }
}
