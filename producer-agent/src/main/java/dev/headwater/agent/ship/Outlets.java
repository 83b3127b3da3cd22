package dev.headwater.agent.ship;

import java.util.Optional;

/** Opens an outlet, when it is known where Kafka is. */
@FunctionalInterface
public interface Outlets {

    /**
     * @return empty when no address is known yet
     * @throws RuntimeException when the settings are refused; the message says which
     */
    Optional<Outlet> open();
}
