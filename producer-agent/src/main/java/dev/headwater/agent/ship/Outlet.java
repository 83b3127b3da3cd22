package dev.headwater.agent.ship;

import dev.headwater.schemas.Topic;
import org.jspecify.annotations.Nullable;

/** Where messages go: Kafka. */
public interface Outlet extends AutoCloseable {

    /** Told once what became of a message; on any thread. */
    @FunctionalInterface
    interface Receipt {

        /** @param error null when the message is confirmed */
        void settled(@Nullable Exception error);
    }

    /** Sends a message. Messages of one run and topic arrive in the order of the calls. Waits a moment at most. */
    void send(Topic topic, String runId, byte[] value, Receipt receipt);

    /** Who is at the other end, for people. */
    String address();

    /** Drops what is under way. */
    @Override
    void close();
}
