package dev.headwater.processor.detect;

/**
 * The record that brought what a rule looked at.
 *
 * @param topic its topic; empty when it did not come from one
 * @param partition its partition, or -1
 * @param offset its offset, or -1
 */
public record Origin(String topic, int partition, long offset) {

    public static final Origin NONE = new Origin("", -1, -1);
}
