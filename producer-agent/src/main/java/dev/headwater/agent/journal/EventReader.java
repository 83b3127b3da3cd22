package dev.headwater.agent.journal;

/** What is done with each event read from a journal. */
@FunctionalInterface
public interface EventReader {

    /**
     * @param sequence of the event within its boot, from 0
     * @param framed a {@code RunEvent} in Confluent framing with a bundled schema id
     * @return false to stop before this event
     */
    boolean read(long sequence, byte[] framed);
}
