package dev.headwater.testkit;

import dev.headwater.embedded.FreePorts;
import java.util.List;

/**
 * The loopback ports of a broker: a client must come back to where it came in, so a proxy needs a listener of its own.
 *
 * @param direct where clients connect
 * @param linkTarget where the broker listens for clients that come through the faulty link
 * @param link where the faulty link listens, which is also what the broker tells such clients
 * @param password where clients must say who they are
 */
record KafkaPorts(int direct, int linkTarget, int link, int password) {
    static KafkaPorts choose() {
        List<Integer> ports = FreePorts.choose(4);
        return new KafkaPorts(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
    }
}
