package dev.headwater.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free TCP ports of the loopback address.
 *
 * <p>They lie below the range from which systems take the ports of outgoing connections: a server that restarts on its
 * port must not find it taken by somebody's client. Nothing reserves a port once it is chosen; a start that finds it
 * taken says so, and the caller may choose again.
 */
public final class FreePorts {
    private static final int LOWEST = 12_000;
    private static final int BEYOND = 32_000;
    private static final int TRIES = 500;

    private FreePorts() {}

    /** One free port. */
    public static int choose() {
        return choose(1).get(0);
    }

    /**
     * Several different free ports.
     *
     * @throws EmbeddedException if they cannot be had
     */
    public static List<Integer> choose(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int tries = 0; held.size() < count && tries < TRIES; tries++) {
                tryBind(ThreadLocalRandom.current().nextInt(LOWEST, BEYOND), held);
            }
            if (held.size() < count) {
                throw new EmbeddedException("No " + count + " free ports found between " + LOWEST + " and " + BEYOND);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::close);
        }
    }

    /** Whether a server could listen on this loopback port now. */
    public static boolean isFree(int port) {
        List<ServerSocket> held = new ArrayList<>();
        tryBind(port, held);
        held.forEach(FreePorts::close);
        return !held.isEmpty();
    }

    static void requireFree(String name, int port) {
        if (!isFree(port)) {
            throw new EmbeddedException("Port " + port + " is taken, " + name
                    + " cannot listen there: stop what uses it or choose another");
        }
    }

    private static void tryBind(int port, List<ServerSocket> held) {
        try {
            ServerSocket socket = new ServerSocket();
            held.add(socket);
            try {
                // As the servers do it: what is left of closed connections must not count as taken.
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                held.remove(socket);
                socket.close();
            }
        } catch (IOException e) {
            throw new EmbeddedException("Cannot open a socket: " + e.getMessage(), e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new EmbeddedException("Cannot close a socket: " + e.getMessage(), e);
        }
    }
}
