package dev.headwater.processor.topology;

import dev.headwater.event.HardwareColumns;
import dev.headwater.event.MetricColumns;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import dev.headwater.processor.series.SeriesName.Place;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How the columns of one kind of batch are read as points of a series.
 *
 * @param place where the series is found within its run
 * @param name of a series that is new, by run id
 */
record ColumnKind<C>(Function<C, Place> place, BiFunction<String, C, SeriesName> name, Function<C, Points> points) {

    static final ColumnKind<MetricColumns> METRIC = new ColumnKind<>(
            Place::of,
            SeriesName::of,
            columns -> Points.metric(columns.getStepDeltas(), columns.getTimeDeltas(), columns.getValues()));

    static final ColumnKind<HardwareColumns> HARDWARE = new ColumnKind<>(
            Place::of, SeriesName::of, columns -> Points.hardware(columns.getTimeDeltas(), columns.getValues()));
}
