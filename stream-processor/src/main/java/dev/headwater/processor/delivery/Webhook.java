package dev.headwater.processor.delivery;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.detect.alert.Glob;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A receiver of findings, and which it wants. Its address and headers may be secrets: nothing here prints them.
 *
 * @param name word by which log, metrics and consumer group call it
 * @param headers sent with each request, such as Authorization
 * @param severity the least that it wants
 * @param rules patterns of rules; none for all
 * @param experiments patterns of experiments; none for all, with findings whose experiment is not known
 * @param timeout how long one request may take
 * @param retry pause before the first repetition; it doubles up to {@code longestRetry}
 * @param tries how often a request is made that the receiver refuses for what it is
 */
public record Webhook(
        String name,
        URI url,
        Format format,
        Map<String, String> headers,
        Severity severity,
        List<String> rules,
        List<String> experiments,
        Duration timeout,
        Duration retry,
        Duration longestRetry,
        int tries) {

    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final Duration RETRY = Duration.ofSeconds(1);
    static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    static final int TRIES = 5;

    boolean wants(Anomaly finding) {
        return finding.getSeverity().compareTo(severity) >= 0
                && Glob.anyMatches(rules, finding.getRule())
                && Glob.anyMatches(experiments, finding.getExperiment() == null ? "" : finding.getExperiment());
    }

    /** What may be said of its address: where it is, not the token in it. */
    String whereabouts() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public String toString() {
        return "webhook " + name + " at " + whereabouts();
    }
}
