package dev.headwater.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.embedded.Lifetime;
import dev.headwater.launcher.CommandFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {

    @TempDir
    Path home;

    @Test
    void startsNothingOnceItWasStopped() {
        Stack stack = new Stack(home, home, Lifetime.DETACHED, line -> {});
        stack.stopNow();

        assertThatThrownBy(stack::up).isInstanceOf(CommandFailure.class).hasMessageContaining("was stopped");
        assertThat(StackFile.read(home).isUp()).isFalse();
    }

    @Test
    void labelsTheRegistryInTheStatus() {
        Addresses addresses = new Addresses("127.0.0.1:1", "bolt://127.0.0.1:2", "neo4j", "", 3, 4);
        StackStatus status = StackStatus.ask(StackFile.read(home), addresses);

        assertThat(status.ready()).isFalse();
        assertThat(status.toMap()).containsEntry("registry", "http://127.0.0.1:3");
        assertThat(StatusCommand.table(status).format(0)).containsPattern("registry +http://127.0.0.1:3 ");
    }
}
