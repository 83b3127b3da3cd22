package dev.headwater.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The first words of the Kafka and Bolt protocols: enough to know that a server on the loopback address listens. */
public final class Handshakes {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final short API_VERSIONS = 18;
    private static final int BOLT_MAGIC = 0x6060B017;
    private static final int BOLT_5_4_DOWN_TO_5_0 = 0x00040405;
    private static final int BOLT_4_4 = 0x00000404;

    private Handshakes() {}

    /** Whether a Kafka broker answers an ApiVersions request (KIP-35) there. */
    public static boolean kafkaAnswers(int port) throws IOException {
        try (Socket socket = connect(port);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            int correlation = 1;
            out.writeInt(2 + 2 + 4 + 2);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(correlation);
            out.writeShort(-1);
            out.flush();
            int length = in.readInt();
            return length >= 6 && in.readInt() == correlation && in.readShort() == 0;
        }
    }

    /** Whether a Bolt server agrees on a protocol version there. */
    public static boolean boltAnswers(int port) throws IOException {
        try (Socket socket = connect(port);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            out.writeInt(BOLT_MAGIC);
            out.writeInt(BOLT_5_4_DOWN_TO_5_0);
            out.writeInt(BOLT_4_4);
            out.writeInt(0);
            out.writeInt(0);
            out.flush();
            return in.readInt() != 0;
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
