package dev.headwater.processor.completeness;

import java.util.List;

/**
 * How much of one rank arrived, over all its boots.
 *
 * @param pointsThinned points its boots had to leave out
 */
public record RankReport(
        int rank, Tally runEvents, Tally metricPoints, Tally hardwarePoints, long pointsThinned, boolean complete) {

    static RankReport of(int rank, List<Boot> boots) {
        Tally events = Tally.NONE;
        Tally metrics = Tally.NONE;
        Tally hardware = Tally.NONE;
        long thinned = 0;
        boolean complete = true;
        for (Boot boot : boots) {
            events = events.plus(boot.runEventTally());
            metrics = metrics.plus(boot.metricTally());
            hardware = hardware.plus(boot.hardwareTally());
            thinned += boot.pointsThinned();
            complete &= boot.complete();
        }
        return new RankReport(rank, events, metrics, hardware, thinned, complete);
    }

    public Tally points() {
        return metricPoints.plus(hardwarePoints);
    }
}
