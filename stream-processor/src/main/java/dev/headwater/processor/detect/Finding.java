package dev.headwater.processor.detect;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.anomaly.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a rule found in a run.
 *
 * @param ordinal how many findings of the rule and subject came before in the run
 * @param firstStep first step of the window; null where there are no steps
 * @param lastStep last step of the window; null where there are no steps
 * @param windowStart time of the first point, milliseconds since 1970-01-01T00:00:00Z; the other times alike
 * @param score worst score so far; null where the rule has none
 * @param first record that opened it
 * @param last last record that it rests on, of the same topic and partition
 */
public record Finding(
        Rule rule,
        Subject subject,
        int ordinal,
        AnomalyState state,
        Severity severity,
        @Nullable Long firstStep,
        @Nullable Long lastStep,
        long windowStart,
        long windowEnd,
        long detectedAt,
        @Nullable Double score,
        String message,
        List<EvidencePoint> evidence,
        Origin first,
        Origin last) {}
