package dev.headwater.processor.detect.run;

import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;

/** Points of one series that came in a batch. */
public record Heard(SeriesName series, Points points) {}
