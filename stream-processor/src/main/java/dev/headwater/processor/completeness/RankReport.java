package dev.headwater.processor.completeness;

import java.util.List;

/**
 * How much of one rank arrived, over all its boots.
 *
 * @param pointsThinned points its boots had to leave out
 * @param journalBytesLost bytes of their journals that could not be read after they died
 */
public record RankReport(
        int rank,
        Tally runEvents,
        Tally metricPoints,
        Tally hardwarePoints,
        long pointsThinned,
        long journalBytesLost,
        boolean complete) {

    static RankReport of(int rank, List<Boot> boots) {
        Tally events = Tally.NONE;
        Tally metrics = Tally.NONE;
        Tally hardware = Tally.NONE;
        long thinned = 0;
        long lost = 0;
        boolean complete = true;
        for (Boot boot : boots) {
            events = events.plus(boot.runEventTally());
            metrics = metrics.plus(boot.metricTally());
            hardware = hardware.plus(boot.hardwareTally());
            thinned += boot.pointsThinned();
            lost += boot.journalBytesLost();
            complete &= boot.complete();
        }
        return new RankReport(rank, events, metrics, hardware, thinned, lost, complete);
    }

    public Tally points() {
        return metricPoints.plus(hardwarePoints);
    }
}
