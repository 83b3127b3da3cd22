package dev.headwater.testkit;

import dev.headwater.embedded.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection through the loopback address that can be made slow, silent, broken or closed.
 *
 * <p>A Kafka client follows the address that the broker tells it: use {@link KafkaServer#link}, which the broker knows.
 */
public final class FaultyLink implements AutoCloseable {
    private final int port;
    private final int target;
    private final Set<Conduit> conduits = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean hanging;
    private boolean deaf;
    private Duration delay = Duration.ZERO;
    private @Nullable ServerSocket entrance;

    private FaultyLink(int port, int target) {
        this.port = port;
        this.target = target;
    }

    /** A healthy link to a server on the loopback address. */
    public static FaultyLink to(int target) {
        return open(FreePorts.choose(), target);
    }

    static FaultyLink open(int port, int target) {
        FaultyLink link = new FaultyLink(port, target);
        link.heal();
        return link;
    }

    public int port() {
        return port;
    }

    /** Host and port, as in {@code bootstrap.servers}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** From now on every piece of up to 64 KiB waits so long before it is handed on, in both directions. */
    public void delay(Duration delay) {
        synchronized (gate) {
            this.delay = delay;
        }
    }

    /** From now on nothing comes through; connections stay open and new ones are still accepted. */
    public void hang() {
        synchronized (gate) {
            hanging = true;
        }
    }

    /**
     * From now on what clients say comes through, but no answer does: the server does what it is asked, and nobody learns of
     * it. With {@link #cut} the answers that were held back are lost.
     */
    public void swallowAnswers() {
        synchronized (gate) {
            deaf = true;
        }
    }

    /** Breaks the connections that there are; new ones are accepted. */
    public void cut() {
        conduits.forEach(Conduit::close);
    }

    /** Breaks the connections that there are, and refuses new ones. */
    public synchronized void refuse() {
        if (entrance != null) {
            closeSocket(entrance);
            entrance = null;
        }
        cut();
    }

    /** Undoes all that was done to it; what hung comes through now. */
    public synchronized void heal() {
        synchronized (gate) {
            hanging = false;
            deaf = false;
            delay = Duration.ZERO;
            gate.notifyAll();
        }
        if (entrance == null) {
            ServerSocket opened = listen();
            entrance = opened;
            daemon("faulty-link-" + port, () -> accept(opened));
        }
    }

    @Override
    public void close() {
        refuse();
        synchronized (gate) {
            hanging = false;
            deaf = false;
            gate.notifyAll();
        }
    }

    private ServerSocket listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("The faulty link cannot listen on port " + port, e);
        }
    }

    private void accept(ServerSocket opened) {
        while (true) {
            try {
                serve(opened, opened.accept());
            } catch (IOException refused) {
                return;
            }
        }
    }

    private void serve(ServerSocket opened, Socket client) {
        Conduit conduit;
        try {
            conduit = new Conduit(client, new Socket(InetAddress.getLoopbackAddress(), target));
        } catch (IOException serverAway) {
            closeSocket(client);
            return;
        }
        conduits.add(conduit);
        if (opened.isClosed()) {
            conduit.close();
        }
        daemon("faulty-link-there", () -> pump(conduit, conduit.client(), conduit.server(), false));
        daemon("faulty-link-back", () -> pump(conduit, conduit.server(), conduit.client(), true));
    }

    private void pump(Conduit conduit, Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                passGate(answers);
                to.getOutputStream().write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            conduit.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            conduit.close();
        }
        if (conduit.isDone()) {
            conduit.close();
            conduits.remove(conduit);
        }
    }

    private void passGate(boolean answers) throws InterruptedException {
        long nanos;
        synchronized (gate) {
            nanos = delay.toNanos();
        }
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        synchronized (gate) {
            while (hanging || (deaf && answers)) {
                gate.wait();
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeSocket(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("Closing " + socket, e);
        }
    }

    private record Conduit(Socket client, Socket server) {
        void close() {
            closeSocket(client);
            closeSocket(server);
        }

        boolean isDone() {
            return client.isClosed() || (client.isOutputShutdown() && server.isOutputShutdown());
        }
    }
}
