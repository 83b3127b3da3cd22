package dev.headwater.processor.detect.run;

import dev.headwater.event.RunEvent;
import dev.headwater.processor.detect.Rule;
import dev.headwater.processor.series.Points;
import dev.headwater.processor.series.SeriesName;
import java.util.Optional;

/**
 * A rule over what several series, ranks or events of one run say together.
 *
 * <p>It is pure: all it knows of a run is in the scene that is handed in, so the same points and events in the same order
 * give the same findings, wherever batches end. Within a batch, points of different series come in the order of their
 * times, then of their steps; which of two points with the same time and step comes first is not known, so a rule concludes
 * that something is not there only when something later is.
 */
public interface RunDetector {

    Rule rule();

    /** What listens to one series. */
    @FunctionalInterface
    interface Ear {

        /** Point i of the batch, the next one of the series. It must not look behind i. */
        void point(int rank, Points points, int i);
    }

    /**
     * Listens to a series, or does not. Asked when the series is first heard of, and again after a restart, so that nothing
     * has to be looked up by name for each point.
     */
    default Optional<Ear> listen(RunScene scene, SeriesName series) {
        return Optional.empty();
    }

    /** Metrics have come; how far the run is says {@link RunScene#progress}. Once per batch, after its points. */
    default void progressed(RunScene scene) {}

    default void event(RunScene scene, RunEvent event) {}

    default void turned(RunScene scene, Turn turn) {}
}
