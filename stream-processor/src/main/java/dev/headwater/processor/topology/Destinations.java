package dev.headwater.processor.topology;

import dev.headwater.schemas.Topic;

/**
 * Where the outputs go.
 *
 * @param findings topic of findings
 * @param onlyFindings true when nothing but findings is written, as in a replay: all else has been said before
 */
public record Destinations(String findings, boolean onlyFindings) {

    public static final Destinations USUAL = new Destinations(Topic.ANOMALIES.topicName(), false);

    public static Destinations onlyFindings(String topic) {
        return new Destinations(topic, true);
    }

    boolean written(Topic topic) {
        return topic == Topic.ANOMALIES || !onlyFindings;
    }

    String name(Topic topic) {
        return topic == Topic.ANOMALIES ? findings : topic.topicName();
    }
}
