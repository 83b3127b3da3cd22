package dev.headwater.agent.journal;

/** All that one boot has said and Kafka has not yet confirmed. */
public final class RunJournal {

    /** Appends a point; see {@link dev.headwater.agent.Metric}. */
    public void append(Series series, long step, long epochMillis, double value) {
        series.countThinned();
    }
}
