package dev.headwater.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyLinkTest {
    private ServerSocket echo;
    private FaultyLink link;

    @BeforeEach
    void openLinkToAnEchoServer() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::answer, "echo");
        server.setDaemon(true);
        server.start();
        link = FaultyLink.to(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        echo.close();
    }

    @Test
    void aHealthyLinkPassesEverythingOn() throws IOException {
        try (Socket client = connect()) {
            assertThat(say(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aDelayedLinkIsSlowBothWays() throws IOException {
        link.delay(Duration.ofMillis(150));
        try (Socket client = connect()) {
            long start = System.nanoTime();
            assertThat(say(client, "hello")).isEqualTo("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void aHangingLinkAcceptsAndHoldsWhatItGotUntilItHeals() throws IOException {
        link.hang();
        try (Socket client = connect()) {
            client.setSoTimeout(200);
            assertThatThrownBy(() -> say(client, "hello")).isInstanceOf(SocketTimeoutException.class);
            link.heal();
            client.setSoTimeout(5_000);
            assertThat(new String(client.getInputStream().readNBytes(5), UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    void aCutBreaksOldConnectionsAndAllowsNewOnes() throws IOException {
        try (Socket old = connect()) {
            assertThat(say(old, "hello")).isEqualTo("hello");
            link.cut();
            assertThat(ended(old)).isTrue();
        }
        try (Socket fresh = connect()) {
            assertThat(say(fresh, "again")).isEqualTo("again");
        }
    }

    @Test
    void aRefusingLinkAcceptsNobodyUntilItHeals() throws IOException {
        try (Socket old = connect()) {
            assertThat(say(old, "hello")).isEqualTo("hello");
            link.refuse();
            assertThat(ended(old)).isTrue();
        }
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        link.heal();
        try (Socket fresh = connect()) {
            assertThat(say(fresh, "again")).isEqualTo("again");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static String say(Socket client, String word) throws IOException {
        client.getOutputStream().write(word.getBytes(UTF_8));
        return new String(client.getInputStream().readNBytes(word.length()), UTF_8);
    }

    private static boolean ended(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private void answer() {
        while (true) {
            try {
                Socket client = echo.accept();
                Thread thread = new Thread(() -> repeat(client), "echo-one");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void repeat(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException broken) {
            // The test has what it wanted; nobody is left to answer.
            assertThat(broken).isNotNull();
        }
    }
}
