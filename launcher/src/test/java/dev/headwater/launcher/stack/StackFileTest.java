package dev.headwater.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.embedded.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {

    private static final Addresses ADDRESSES =
            new Addresses("127.0.0.1:1", "bolt://127.0.0.1:2", "neo4j", "secret-word", 3, 4);

    @TempDir
    Path home;

    @Test
    void keepsAddressesForItsOwnerOnly() throws IOException {
        StackFile.read(home).put(ADDRESSES);

        assertThat(StackFile.read(home).addresses()).contains(ADDRESSES);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("stack.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void knowsNothingOfAHomeWithoutStack() {
        StackFile file = StackFile.read(home.resolve("none"));

        assertThat(file.addresses()).isEmpty();
        assertThat(file.isUp()).isFalse();
    }

    @Test
    void isUpWhileAProcessOfItLives() {
        StackFile file = StackFile.read(home);
        file.put(ADDRESSES);
        file.put(Component.KAFKA, ProcessIdentity.of(ProcessHandle.current()));

        assertThat(StackFile.read(home).isUp()).isTrue();
    }

    @Test
    void doesNotTakeAStrangerWithTheSamePidForTheStack() {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current());
        StackFile file = StackFile.read(home);
        file.put(
                Component.KAFKA,
                new ProcessIdentity(self.pid(), self.startedAt().minus(Duration.ofHours(1))));

        assertThat(StackFile.read(home).isUp()).isFalse();
    }

    @Test
    void keepsTheAddressesWhenTheProcessesGo() {
        StackFile file = StackFile.read(home);
        file.put(ADDRESSES);
        file.put(Component.SINK, ProcessIdentity.of(ProcessHandle.current()));
        file.remove(Component.SINK);

        assertThat(StackFile.read(home).process(Component.SINK)).isEmpty();
        assertThat(StackFile.read(home).addresses()).contains(ADDRESSES);
    }
}
