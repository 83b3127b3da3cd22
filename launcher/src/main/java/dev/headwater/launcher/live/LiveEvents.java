package dev.headwater.launcher.live;

import dev.headwater.anomaly.Anomaly;
import dev.headwater.event.MetricColumns;
import dev.headwater.event.RunEvent;

/** Takes what the topics say, in the order of arrival. */
public interface LiveEvents {

    /** A run said something other than metrics. */
    void event(RunEvent event);

    /** Points of one series came. */
    void points(String runId, MetricColumns columns);

    /** A finding was raised or changed. */
    void finding(Anomaly anomaly);
}
