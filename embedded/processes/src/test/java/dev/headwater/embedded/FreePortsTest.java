package dev.headwater.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void portsChosenTogetherDiffer() {
        assertThat(FreePorts.choose(20)).doesNotHaveDuplicates().allMatch(FreePorts::isFree);
    }

    @Test
    void aPortInUseIsNotFree() throws IOException {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(used.getLocalPort())).isFalse();
        }
    }
}
