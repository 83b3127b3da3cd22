package dev.headwater.processor.detect;

import dev.headwater.anomaly.AnomalyState;
import dev.headwater.anomaly.EvidencePoint;
import dev.headwater.anomaly.Severity;
import dev.headwater.processor.series.SeriesName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a rule found in a series.
 *
 * @param ordinal how many findings of the rule in the series came before
 * @param windowStart time of the first point, milliseconds since 1970-01-01T00:00:00Z; the other times alike
 * @param score worst score so far; null where the rule has none
 */
public record Finding(
        Rule rule,
        SeriesName series,
        int ordinal,
        AnomalyState state,
        Severity severity,
        long firstStep,
        long lastStep,
        long windowStart,
        long windowEnd,
        long detectedAt,
        @Nullable Double score,
        String message,
        List<EvidencePoint> evidence) {}
